"""Addresses around answering: members, coordinators, guests, calendars."""

from django.urls import path

from meetings.views import answer, feed, guest, invitation

COORDINATION = "coordinatie/bijeenkomsten/<int:number>/"

urlpatterns = [
    path("bijeenkomsten/antwoord/<str:token>/", answer.give_by_link, name="answer_by_link"),
    path("bijeenkomsten/<int:number>/antwoord/", answer.give, name="answer"),
    path("bijeenkomsten/<int:number>/antwoord/snel/", answer.give_quickly, name="answer_quickly"),
    path("bijeenkomsten/<int:number>/bijeenkomst.ics", answer.calendar_file, name="calendar_file"),
    path("bijeenkomsten/<int:number>/aanwezig/", answer.check_in, name="check_in"),
    path("bijeenkomsten/<int:number>/dias/<int:guest>/", guest.slides, name="slides"),
    path(f"{COORDINATION}uitnodigen/", invitation.invite, name="invite"),
    path(f"{COORDINATION}antwoorden/", invitation.answers, name="answers"),
    path(f"{COORDINATION}code/", invitation.check_in_code, name="check_in_code"),
    path(f"{COORDINATION}experts/nieuw/", guest.add, name="guest_add"),
    path(f"{COORDINATION}experts/<int:guest>/nieuwe-link/", guest.renew, name="guest_renew"),
    path(f"{COORDINATION}experts/<int:guest>/einde/", guest.end, name="guest_end"),
    path("gast/<str:token>/", guest.page, name="guest"),
    path("gast/<str:token>/dias/", guest.own_slides, name="own_slides"),
    path("agenda/<str:token>.ics", feed.feed, name="feed"),
    path("profiel/agenda/", feed.settings_page, name="feed_settings"),
]
