from cases.models.advice import Advice, Judgement, LookBack
from cases.models.attachment import Attachment
from cases.models.case import Case, CaseMove, CaseNumber
from cases.models.commitment import Commitment, CommitmentMove
from cases.models.insight import Insight, InsightMove, InsightNote, Mechanism
from cases.models.intake import ChangeNote, EarlierIntake, Intake, PlaceName, TextWish
from cases.models.period import Period, PeriodChange
from cases.models.ready import ReadyAnswer
from cases.models.rewrite import InHand, Rewrite
from cases.models.together import Together
from cases.models.voice import Voice

__all__ = [
    "Advice",
    "Attachment",
    "Case",
    "CaseMove",
    "CaseNumber",
    "ChangeNote",
    "Commitment",
    "CommitmentMove",
    "EarlierIntake",
    "InHand",
    "Insight",
    "InsightMove",
    "InsightNote",
    "Intake",
    "Judgement",
    "LookBack",
    "Mechanism",
    "Period",
    "PeriodChange",
    "PlaceName",
    "ReadyAnswer",
    "Rewrite",
    "TextWish",
    "Together",
    "Voice",
]
