"""The root of every address: the desk, the sign-in and the health of the process."""

from django.urls import include, path

handler500 = "specs.views.faults.server_error"
urlpatterns = [
    path("", include("specs.urls")),
    path("accounts/", include("allauth.urls")),
]
