"""The free texts of this room: who reads them, and what guards them."""

from atelier.base.guard.table import Guard, Readers, Text, Texts

TEXTS: Texts = {
    "members.Organisation.name": Text(Readers.PUBLIC, Guard.NAMED, because="a moderator confirms each organisation"),
    "members.Organisation.place": Text(Readers.MEMBERS, Guard.NAMED),
    "members.Organisation.about": Text(Readers.PUBLIC, Guard.SECOND),
    "members.Member.name": Text(Readers.PUBLIC, Guard.NAMED, because="with an output, where its researcher wants it"),
    "members.Member.bio": Text(Readers.MEMBERS, Guard.DECIDED),
    "members.BringSeek.topic": Text(Readers.MEMBERS, Guard.DECIDED),
    "members.BringSeek.text": Text(Readers.MEMBERS, Guard.DECIDED),
    "members.JoinRequest.name": Text(Readers.MODERATORS, Guard.NAMED),
    "members.JoinRequest.proposed_name": Text(Readers.MODERATORS, Guard.NAMED),
    "members.JoinRequest.brings": Text(Readers.MODERATORS, Guard.NUMBER),
    "members.JoinRequest.hopes": Text(Readers.MODERATORS, Guard.NUMBER),
    "members.JoinRequestMove.why": Text(Readers.ONE, Guard.NUMBER),
    "members.Return.checked": Text(Readers.MODERATORS, Guard.NUMBER),
    "members.WholeExport.why": Text(Readers.MODERATORS, Guard.NUMBER),
}
