from members.models.background import FromOrganisation
from members.models.bring_seek import BringSeek
from members.models.join_request import JoinRequest, JoinRequestMove
from members.models.member import Member
from members.models.organisation import Organisation
from members.models.returned import Return
from members.models.whole_export import WholeExport

__all__ = [
    "BringSeek",
    "FromOrganisation",
    "JoinRequest",
    "JoinRequestMove",
    "Member",
    "Organisation",
    "Return",
    "WholeExport",
]
