from django.urls import path

from . import files, views

urlpatterns = [
    path("", views.FrontPage.as_view(), name="front_page"),
    path("about/", views.About.as_view(), name="about"),
    path("about/columns/", views.Columns.as_view(), name="columns"),
    path("deals/", views.DealList.as_view(), name="deals"),
    path("deals/by/<slug:facet>/", views.DealFacet.as_view(), name="deals_by"),
    path("investments/by/<slug:facet>/", views.InvestmentFacet.as_view(), name="investments_by"),
    path("acquisitions/by/<slug:facet>/", views.AcquisitionFacet.as_view(), name="acquisitions_by"),
    path("partnerships/by/<slug:facet>/", views.PartnershipFacet.as_view(), name="partnerships_by"),
    path("deals/<slug:slug>/", views.DealDetail.as_view(), name="deal"),
    path("investments/", views.InvestmentList.as_view(), name="investments"),
    path("acquisitions/", views.AcquisitionList.as_view(), name="acquisitions"),
    path("partnerships/", views.PartnershipList.as_view(), name="partnerships"),
    path("deals.csv", files.DealFile.as_view(), name="deals_file"),
    path("investments.csv", files.InvestmentFile.as_view(), name="investments_file"),
    path("acquisitions.csv", files.AcquisitionFile.as_view(), name="acquisitions_file"),
    path("partnerships.csv", files.PartnershipFile.as_view(), name="partnerships_file"),
    path("parties.csv", files.PartyFile.as_view(), name="parties_file"),
    path("milestones.csv", files.MilestoneFile.as_view(), name="milestones_file"),
    path("claims.csv", files.ClaimFile.as_view(), name="claims_file"),
    path("claims/<uuid:pk>/", views.ClaimDetail.as_view(), name="claim"),
]
