from members.models.member import Member
from members.models.organisation import Organisation

__all__ = ["Member", "Organisation"]
