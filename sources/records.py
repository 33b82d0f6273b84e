"""What companies, deals and sources have in common: publication, a version, an address that stays."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from .constraints import one_of


class Conflict(Exception):
    """Somebody else saved the record after it was read."""


class RecordQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=Record.State.PUBLISHED)

    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class Record(models.Model):
    """A curated record: draft -> in review -> published -> withdrawn."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    slug = models.CharField(
        _("address"),
        max_length=80,
        blank=True,
        editable=False,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*\Z", _("Small letters, digits and single hyphens."))],
        help_text=_("The last part of the public address; fixed at first publication."),
    )
    state = models.CharField(
        _("publication"),
        max_length=10,
        choices=State,
        default=State.DRAFT,
        db_default=State.DRAFT,
        editable=False,
    )
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, db_default=1)
    added_at = models.DateTimeField(_("added"), default=timezone.now, db_default=Now(), editable=False)
    updated_at = models.DateTimeField(_("updated"), default=timezone.now, db_default=Now(), editable=False)

    class Meta:
        abstract = True

    def natural_key(self):
        return (self.slug,)

    @property
    def is_published(self):
        return self.state == self.State.PUBLISHED

    def slug_text(self):
        """The text that the address is made of."""
        return str(self)

    def take_version(self, seen):
        """Move on from the version that was seen, or raise Conflict if somebody else already did.

        The first statement of every write: it also holds the row until the transaction ends.
        """
        now = timezone.now()
        if not type(self)._default_manager.filter(pk=self.pk, version=seen).update(version=seen + 1, updated_at=now):
            raise Conflict
        self.version, self.updated_at = seen + 1, now

    def give_slug(self):
        """Choose the address: the Latin letters of the text, else the id, with a number if it is taken."""
        stem = slugify(self.slug_text())[:70].strip("-") or f"{self._meta.model_name}-{self.pk}"
        taken = set(
            type(self)._default_manager.filter(slug__startswith=stem).exclude(pk=self.pk).values_list("slug", flat=True)
        )
        number, slug = 1, stem
        while slug in taken:
            number += 1
            slug = f"{stem}-{number}"
        self.slug = slug


def record_rules(model):
    """The row rules of every record; `model` begins their names."""
    return [
        one_of(model, "state", Record.State),
        models.UniqueConstraint(
            fields=["slug"],
            condition=~models.Q(slug=""),
            name=f"{model}_address_is_unique",
            violation_error_message=_("Another record already has this address."),
        ),
        models.CheckConstraint(
            condition=~models.Q(state__in=[Record.State.PUBLISHED, Record.State.WITHDRAWN])
            | (~models.Q(slug="") & models.Q(published_at__isnull=False)),
            name=f"{model}_published_has_address",
            violation_error_message=_("A published record has an address and the moment of its publication."),
        ),
    ]
