"""The root of every address: the desk, the sign-in and the health of the process."""

from django.urls import include, path

urlpatterns = [
    path("", include("specs.urls")),
    path("accounts/", include("allauth.urls")),
]
