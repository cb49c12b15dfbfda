"""Addresses of the outbox: unsubscribing, and the demo's mailbox."""

from django.urls import path

from atelier.mail import views

app_name = "mail"

urlpatterns = [
    path("afmelden/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("postvak/", views.demo_mailbox, name="demo_mailbox"),
    path("postvak/<int:pk>/", views.demo_mail, name="demo_mail"),
    path("postvak/<int:pk>/opmaak/", views.demo_mail_html, name="demo_mail_html"),
    path("postvak/<int:pk>/bestand/<int:number>/", views.demo_mail_file, name="demo_mail_file"),
]
