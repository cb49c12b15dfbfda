from members.forms.bring_seek import BringSeekForm
from members.forms.directory import DirectoryForm
from members.forms.join import JoinForm
from members.forms.member import LeaveForm, PasswordForm, ProfileForm, VisibilityForm

__all__ = [
    "BringSeekForm",
    "DirectoryForm",
    "JoinForm",
    "LeaveForm",
    "PasswordForm",
    "ProfileForm",
    "VisibilityForm",
]
