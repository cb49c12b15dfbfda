"""Addresses of meetings, series, agenda, answers and guests."""

from django.urls import include, path

from meetings.views import agenda, coordination, meeting, plan, report, series

app_name = "meetings"

ONE = "coordinatie/bijeenkomsten/<int:number>/"

urlpatterns = [
    path("bijeenkomsten/", meeting.meeting_list, name="list"),
    path("bijeenkomsten/<int:number>/", meeting.detail, name="detail"),
    path("werkvormen/", meeting.methods, name="methods"),
    path("coordinatie/", coordination.home, name="coordination"),
    path("coordinatie/reeksen/", series.series_list, name="series_list"),
    path("coordinatie/reeksen/nieuw/", series.series_new, name="series_new"),
    path("coordinatie/reeksen/<int:pk>/", series.series_detail, name="series"),
    path("coordinatie/reeksen/<int:pk>/data/", series.series_dates, name="series_dates"),
    path("coordinatie/bijeenkomsten/nieuw/", plan.plan, name="plan"),
    path(ONE, coordination.workplace, name="workplace"),
    path(f"{ONE}wijzigen/", plan.change, name="change"),
    path(f"{ONE}publiceren/", plan.publish, name="publish"),
    path(f"{ONE}afzeggen/", plan.cancel, name="cancel"),
    path(f"{ONE}gehouden/", plan.hold, name="hold"),
    path(f"{ONE}agenda/", agenda.build, name="agenda"),
    path(f"{ONE}agenda/erbij/", agenda.add, name="agenda_add"),
    path(f"{ONE}agenda/punt/", agenda.add_item, name="agenda_item_add"),
    path(f"{ONE}agenda/kwestie/", agenda.add_case, name="agenda_case_add"),
    path(f"{ONE}agenda/onderzoek/", agenda.add_subject, name="agenda_subject_add"),
    path(f"{ONE}agenda/werkvorm/", agenda.add_method, name="agenda_method_add"),
    path(f"{ONE}agenda/<int:pk>/", agenda.item, name="agenda_item"),
    path(f"{ONE}agenda/<int:pk>/plaats/", agenda.move, name="agenda_move"),
    path(f"{ONE}agenda/<int:pk>/weg/", agenda.remove, name="agenda_remove"),
    path(f"{ONE}verslag/", report.report, name="report"),
    path(f"{ONE}verslag/kwesties/<int:pk>/", report.decide, name="report_decide"),
    path(f"{ONE}verslag/klaar/", report.close, name="report_close"),
    path("", include("meetings.answer_urls")),
]
