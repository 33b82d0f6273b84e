from django.urls import path

from . import views

urlpatterns = [
    path("companies/", views.CompanyList.as_view(), name="companies"),
    path("companies.csv", views.CompanyFile.as_view(), name="companies_file"),
    path("companies/<slug:slug>/", views.CompanyDetail.as_view(), name="company"),
]
