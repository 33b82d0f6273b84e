"""Which rows are public: each model says it once, for the database and for a row at hand."""

from django.db import models

from .models import where_published


class PublicRowQuerySet(models.QuerySet):
    def public(self):
        """Keep the rows that are public, with the records that make them so."""
        return self.filter(self.model.public_condition()).select_related(*self.model.PUBLIC_WITH)


class PublicRow:
    """A row that is public where the records that it names are published, and nothing withholds it."""

    PUBLIC_WITH = ()  # the foreign keys to these records; one that is empty hides nothing
    WITHHELD_BY = ""  # the column that says whether the row is not to be shown yet

    @classmethod
    def public_condition(cls):
        rules = [models.Q(**{cls.WITHHELD_BY: False})] if cls.WITHHELD_BY else []
        for name in cls.PUBLIC_WITH:
            unnamed = models.Q(**{f"{name}__isnull": True}) if cls._meta.get_field(name).null else models.Q()
            rules.append(unnamed | where_published(name))
        return models.Q(*rules)

    @property
    def is_public(self):
        """Whether the row is shown once the record that it belongs to is."""
        if self.WITHHELD_BY and getattr(self, self.WITHHELD_BY):
            return False
        named = (getattr(self, name) for name in self.PUBLIC_WITH if name != self.OWNER)
        return all(record is None or record.is_published for record in named)
