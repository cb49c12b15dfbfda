from django.urls import include, path

app_name = "meetings"

urlpatterns = [
    path("", include("meetings.answer_urls")),
]
