"""Do the tables follow the plan of the house? String foreign keys are invisible to the import contracts."""

import configparser
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from kartotek.plumbing.models import BusinessOwned
from kartotek.plumbing.scoping import BusinessManager

ROOT = Path(__file__).parents[2]


def domain_order() -> list[str]:
    """The domain apps as the import contract stacks them, lowest first."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    layers = contracts["importlinter:contract:domain"]["layers"].split()
    return [layer.strip("()") for layer in reversed(layers)]


def ours() -> list[type[models.Model]]:
    """Every model of Kartotek, the ones made for many-to-many fields too."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model.__module__.startswith("kartotek.")]


def storey(model: type[models.Model]) -> int:
    """How high a model lives: plumbing at the bottom, then the domain apps in their order."""
    label = model._meta.app_label
    return -1 if label == "plumbing" else domain_order().index(label)


def targets(model: type[models.Model]) -> list[type[models.Model]]:
    """The models that its own foreign keys lead to."""
    fields = [field for field in model._meta.local_fields if field.remote_field is not None]
    return [field.related_model for field in fields if isinstance(field.related_model, type)]


def test_there_are_models_in_every_storey_of_the_walk() -> None:
    assert {model._meta.app_label for model in ours()} >= {"plumbing", "audit", "businesses", "customers", "booking"}


@pytest.mark.parametrize("model", ours(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_only_downwards(model: type[models.Model]) -> None:
    upwards = [
        target._meta.label
        for target in targets(model)
        if target.__module__.startswith("kartotek.") and storey(target) > storey(model)
    ]
    assert upwards == []


@pytest.mark.parametrize("model", ours(), ids=lambda model: model._meta.label)
def test_rows_of_a_business_are_read_in_its_scope_only(model: type[models.Model]) -> None:
    is_owned = any(field.name == "business" and field.remote_field for field in model._meta.local_fields)
    assert issubclass(model, BusinessOwned) == is_owned
    assert isinstance(model._default_manager, BusinessManager) == is_owned


@pytest.mark.django_db
def test_migrations_match_the_models() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


@pytest.mark.parametrize("model", [model for model in ours() if not model._meta.auto_created], ids=str)
def test_a_row_can_be_named_without_asking_the_database(model: type[models.Model]) -> None:
    assert isinstance(str(model(pk=7)), str)
