"""Addresses around answering: members, coordinators, guests, calendars."""

from django.urls import path

from meetings.views import answers, feed, guests, invitations

COORDINATION = "coordinatie/bijeenkomsten/<int:number>/"

urlpatterns = [
    path("bijeenkomsten/antwoord/<str:token>/", answers.give_by_link, name="answer_by_link"),
    path("bijeenkomsten/<int:number>/antwoord/", answers.give, name="answer"),
    path("bijeenkomsten/<int:number>/antwoord/snel/", answers.give_quickly, name="answer_quickly"),
    path("bijeenkomsten/<int:number>/bijeenkomst.ics", answers.calendar_file, name="calendar_file"),
    path("bijeenkomsten/<int:number>/aanwezig/", answers.check_in, name="check_in"),
    path("bijeenkomsten/<int:number>/dias/<int:guest>/", guests.slides, name="slides"),
    path(f"{COORDINATION}uitnodigen/", invitations.invite, name="invite"),
    path(f"{COORDINATION}antwoorden/", invitations.answers, name="answers"),
    path(f"{COORDINATION}code/", invitations.check_in_code, name="check_in_code"),
    path(f"{COORDINATION}experts/nieuw/", guests.add, name="guest_add"),
    path(f"{COORDINATION}experts/<int:guest>/nieuwe-link/", guests.renew, name="guest_renew"),
    path(f"{COORDINATION}experts/<int:guest>/einde/", guests.end, name="guest_end"),
    path("gast/<str:token>/", guests.page, name="guest"),
    path("agenda/<str:token>.ics", feed.feed, name="feed"),
    path("profiel/agenda/", feed.settings_page, name="feed_settings"),
]
