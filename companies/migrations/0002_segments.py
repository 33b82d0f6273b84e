from django.db import migrations

SEGMENTS = {
    "application": {
        "robotaxi": "robotaxi",
        "shuttle": "shuttle",
        "trucking": "trucking",
        "last_mile_delivery": "last-mile delivery",
        "sidewalk_robot": "sidewalk robot",
        "consumer_adas": "consumer ADAS",
        "automated_parking": "automated parking",
        "mining": "mining",
        "ports_and_yards": "ports and yards",
        "street_cleaning": "street cleaning",
        "agriculture": "agriculture",
        "industrial_site": "industrial site",
        "defence": "defence",
    },
    "value_chain": {
        "car_maker": "car maker",
        "tier_1": "tier 1 supplier",
        "full_stack": "full stack",
        "perception_software": "perception software",
        "lidar": "lidar",
        "radar": "radar",
        "camera": "camera",
        "chips_and_computing": "chips and computing",
        "mapping": "mapping",
        "simulation": "simulation",
        "data": "data",
        "v2x": "V2X",
        "teleoperation": "teleoperation",
        "fleet_operation": "fleet operation",
        "ride_hailing": "ride hailing",
        "logistics": "logistics",
        "insurance": "insurance",
        "electric_vehicles": "electric vehicles",
    },
}


def add_segments(apps, schema_editor):
    segment = apps.get_model("companies", "Segment")
    segment.objects.bulk_create(
        segment(slug=slug, name=name, group=group) for group, names in SEGMENTS.items() for slug, name in names.items()
    )


def remove_segments(apps, schema_editor):
    slugs = [slug for names in SEGMENTS.values() for slug in names]
    apps.get_model("companies", "Segment").objects.filter(slug__in=slugs).delete()


class Migration(migrations.Migration):
    dependencies = [("companies", "0001_initial")]

    operations = [migrations.RunPython(add_segments, remove_segments)]
