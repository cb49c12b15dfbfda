"""Addresses of research: /leervragen/ for learning questions, /onderzoek/ for projects and what they made."""

from django.urls import path

from research.views import asked, projects, questions, registration, work

app_name = "research"
urlpatterns = [
    path("leervragen/", questions.question_index, name="questions"),
    path("leervragen/voorstellen/", questions.propose, name="propose"),
    path("leervragen/<slug:slug>/", questions.question, name="question"),
    path("leervragen/<slug:slug>/bewerken/", questions.question_edit, name="question_edit"),
    path("leervragen/<slug:slug>/staat/", questions.question_state, name="question_state"),
    path("leervragen/<slug:slug>/kwesties/", questions.question_cases, name="question_cases"),
    path("leervragen/<slug:slug>/kwesties/<slug:number>/koppelen/", questions.question_link, name="question_link"),
    path("leervragen/<slug:slug>/kwesties/<slug:number>/losmaken/", questions.question_unlink, name="question_unlink"),
    path("onderzoek/", projects.index, name="projects"),
    path("onderzoek/alle/", projects.all_projects, name="all_projects"),
    path("onderzoek/begeleiding/", projects.supervision, name="supervision"),
    path("onderzoek/vraag/", asked.ask, name="ask"),
    path("onderzoek/vragen/", asked.asked_index, name="asked_list"),
    path("onderzoek/vragen/<int:pk>/", asked.asked, name="asked"),
    path("onderzoek/vragen/<int:pk>/intrekken/", asked.asked_withdraw, name="asked_withdraw"),
    path("onderzoek/aanmelden/", registration.register_start, name="register"),
    path("onderzoek/aanmelden/<int:pk>/", registration.register_check, name="register_check"),
    path("onderzoek/aanmelden/<int:pk>/weggooien/", registration.register_throw_away, name="register_throw_away"),
    path("onderzoek/aanmelden/<int:pk>/<slug:step>/", registration.register_step, name="register_step"),
    path("onderzoek/opbrengsten/<int:pk>/bestand/", work.output_file, name="output_file"),
    path("onderzoek/opbrengsten/<int:pk>/bewerken/", work.output_edit, name="output_edit"),
    path("onderzoek/opbrengsten/<int:pk>/terugnemen/", work.output_take_back, name="output_take_back"),
    path("onderzoek/opbrengsten/<int:pk>/naam/", work.output_name, name="output_name"),
    path("onderzoek/opbrengsten/<int:pk>/publiceren/", work.output_publish, name="output_publish"),
    path("onderzoek/opbrengsten/<int:pk>/terug/", work.output_return, name="output_return"),
    path("onderzoek/opbrengsten/<int:pk>/oordeel/", work.output_judge, name="output_judge"),
    path("onderzoek/<slug:slug>/", projects.project, name="project"),
    path("onderzoek/<slug:slug>/aangemeld/", registration.register_done, name="register_done"),
    path("onderzoek/<slug:slug>/goedkeuren/", projects.approve, name="approve"),
    path("onderzoek/<slug:slug>/aanpassen/", projects.ask_changes, name="ask_changes"),
    path("onderzoek/<slug:slug>/beginnen/", projects.start, name="start"),
    path("onderzoek/<slug:slug>/intrekken/", projects.withdraw, name="withdraw"),
    path("onderzoek/<slug:slug>/mijlpalen/", work.milestone_add, name="milestone_add"),
    path("onderzoek/<slug:slug>/mijlpalen/<int:pk>/", work.milestone_edit, name="milestone_edit"),
    path("onderzoek/<slug:slug>/mijlpalen/<int:pk>/klaar/", work.milestone_done, name="milestone_done"),
    path("onderzoek/<slug:slug>/mijlpalen/<int:pk>/weg/", work.milestone_remove, name="milestone_remove"),
    path("onderzoek/<slug:slug>/opbrengst/", work.output_add, name="output_add"),
]
