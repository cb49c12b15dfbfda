from research.models.asked import AskedMove, AskedQuestion
from research.models.change import ProjectChange
from research.models.learning_question import LearningQuestion, LearningQuestionMove
from research.models.milestone import Milestone
from research.models.output import NameShown, Output, OutputMove, OutputNote
from research.models.project import Project, ProjectMove

__all__ = [
    "AskedMove",
    "AskedQuestion",
    "LearningQuestion",
    "LearningQuestionMove",
    "Milestone",
    "NameShown",
    "Output",
    "OutputMove",
    "OutputNote",
    "Project",
    "ProjectChange",
    "ProjectMove",
]
