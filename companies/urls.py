from django.urls import path

from . import files, views

urlpatterns = [
    path("companies/", views.CompanyList.as_view(), name="companies"),
    path("companies.csv", files.CompanyFile.as_view(), name="companies_file"),
    path("companies/<slug:slug>/", views.CompanyDetail.as_view(), name="company"),
]
