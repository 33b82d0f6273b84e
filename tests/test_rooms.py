"""The rooms of the house: each imports only those below it."""

import re
import tomllib

import pytest
from django.conf import settings
from importlinter.cli import EXIT_STATUS_ERROR, EXIT_STATUS_SUCCESS, lint_imports

pytestmark = pytest.mark.once
PROJECT = settings.BASE_DIR / "pyproject.toml"


def test_imports_run_one_way():
    assert lint_imports(config_filename=str(PROJECT), no_cache=True) == EXIT_STATUS_SUCCESS


@pytest.mark.parametrize("room", settings.ROOMS[1:])
def test_an_import_that_ran_upward_would_be_told(room, tmp_path):
    """With a room and the lowest one exchanged, what is right today is wrong."""
    project = PROJECT.read_text()
    layers = re.search(r"^layers = .*$", project, re.M)[0]
    exchanged = layers.replace(f'"{room}"', '"?"').replace('"values"', f'"{room}"').replace('"?"', '"values"')
    upside_down = tmp_path / "pyproject.toml"
    upside_down.write_text(project.replace(layers, exchanged))
    assert lint_imports(config_filename=str(upside_down), no_cache=True) == EXIT_STATUS_ERROR


def test_the_contract_names_every_room():
    [contract] = tomllib.loads(PROJECT.read_text())["tool"]["importlinter"]["contracts"]
    assert contract["layers"][::-1] == list(settings.ROOMS)
