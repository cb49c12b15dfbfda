from research.models.asked import AskedMove, AskedQuestion
from research.models.learning_question import LearningQuestion, LearningQuestionMove
from research.models.milestone import Milestone
from research.models.output import Output, OutputMove
from research.models.project import Project, ProjectMove

__all__ = [
    "AskedMove",
    "AskedQuestion",
    "LearningQuestion",
    "LearningQuestionMove",
    "Milestone",
    "Output",
    "OutputMove",
    "Project",
    "ProjectMove",
]
