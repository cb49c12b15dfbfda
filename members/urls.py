"""Addresses of members, organisations, joining, bring and seek."""

from django.urls import path

from members.views import bring_seek, directory, join, profile

app_name = "members"
urlpatterns = [
    path("meedoen/", join.join, name="join"),
    path("meedoen/verstuurd/", join.join_sent, name="join_sent"),
    path("meedoen/bevestigen/<str:token>/", join.join_confirm, name="join_confirm"),
    path("meedoen/ingetrokken/", join.join_withdrawn, name="join_withdrawn"),
    path("welkom/<str:token>/", join.welcome, name="welcome"),
    path("profiel/", profile.profile, name="profile"),
    path("profiel/gegevens/", profile.profile_edit, name="profile_edit"),
    path("profiel/zichtbaar/", profile.visibility, name="visibility"),
    path("profiel/stoppen/", profile.leave, name="leave"),
    path("deelnemers/", directory.member_list, name="directory"),
    path("deelnemers/<int:pk>/", directory.member_detail, name="detail"),
    path("organisaties/", directory.organisation_list, name="organisations"),
    path("organisaties/<slug:slug>/", directory.organisation_detail, name="organisation"),
    path("brengen-en-zoeken/", bring_seek.bring_seek, name="bring_seek"),
    path("brengen-en-zoeken/toevoegen/", bring_seek.bring_seek_add, name="bring_seek_add"),
    path("brengen-en-zoeken/<int:pk>/stoppen/", bring_seek.bring_seek_end, name="bring_seek_end"),
]
