"""What companies, deals and sources have in common: publication, a version, an address that stays."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from .constraints import one_of
from .derived import derived, derived_columns


class Conflict(Exception):
    """Somebody else saved the record after it was read."""


def where_published(record=""):
    """Return the condition that the record is published to which this path of foreign keys leads, if there is one."""
    return models.Q(**{f"{record}__state" if record else "state": Record.State.PUBLISHED})


class RecordQuerySet(models.QuerySet):
    def published(self):
        return self.filter(where_published())

    def matching(self, query):
        """Keep records that a search finds: each word of the query begins one of the record's."""
        return self.filter(search_text__finds=query) if query.strip() else self

    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class MergeableQuerySet(RecordQuerySet):
    def addressed(self):
        """Keep records that a public address leads to: published ones, and those merged after they were."""
        merged = models.Q(merged_into__isnull=False, published_at__isnull=False)
        return self.filter(where_published() | merged).select_related("merged_into")


class Record(models.Model):
    """A curated record: draft -> in review -> published -> withdrawn."""

    OWNER = ""

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

    def save(self, *args, force_insert=False, update_fields=None, **kwargs):
        """Save what was typed: what was derived meanwhile must not become what it was when the record was read."""
        if update_fields is None and not force_insert and not self._state.adding:
            left_out = {self._meta.pk.name, *derived_columns(self)}
            update_fields = [field.name for field in self._meta.concrete_fields if field.name not in left_out]
        super().save(*args, force_insert=force_insert, update_fields=update_fields, **kwargs)

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


class MergeableRecord(Record):
    """A record that may turn out to be the same as another one: it is kept and leads there."""

    merged_into = models.ForeignKey(
        "self",
        models.RESTRICT,
        null=True,
        editable=False,
        related_name="absorbed",
        verbose_name=_("merged into"),
    )

    former_ids = derived(models.TextField(_("former ids"), default="", db_default=""))

    class Meta:
        abstract = True

    @property
    def survivor(self):
        """The record that this one leads to in the end; itself where it was not merged."""
        record = self
        while record.merged_into_id:
            record = record.merged_into
        return record

    def everything_absorbed(self):
        """The once public records merged into this one, directly or through others; drafts leave no trace."""
        for record in self.absorbed.all():
            if record.published_at:
                yield record
                yield from record.everything_absorbed()

    def former_ids_text(self):
        return "; ".join(str(pk) for pk in sorted(record.pk for record in self.everything_absorbed()))


def merged_rules(model):
    """The row rules of a record that may be merged."""
    return [
        models.CheckConstraint(
            condition=models.Q(merged_into__isnull=True) | ~where_published(),
            name=f"{model}_merged_is_not_public",
            violation_error_message=_("A record that was merged into another one is not public any more."),
        ),
        models.CheckConstraint(
            condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("pk")),
            name=f"{model}_not_merged_into_itself",
            violation_error_message=_("A record cannot be merged into itself."),
        ),
    ]


def record_permissions(model):
    """What may be done with a record beyond entering it; `model` ends the permissions' names."""
    return [
        (f"publish_{model}", "Can publish it, and change it once it is public"),
        (f"withdraw_{model}", "Can take it out of the public pages"),
    ]


def record_indexes(model):
    """The indexes of every record: its address is what pages are looked up by."""
    return [models.Index(fields=["slug"], name=f"{model}_by_address")]


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
