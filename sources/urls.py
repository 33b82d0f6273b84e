from django.urls import path

from . import files, views

urlpatterns = [
    path("sources/", views.SourceList.as_view(), name="sources"),
    path("sources.csv", files.SourceFile.as_view(), name="sources_file"),
    path("sources/<slug:slug>/", views.SourceDetail.as_view(), name="source"),
]
