"""The deploy files, their steps run in a scratch root: `/opt/verbatim` and `/app`, and the folder that keeps state."""

from __future__ import annotations

import configparser
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
HARBOUR = "---\ntitle: Harbour\n---\n\nThe storm sank nine boats.\n"
BRIDGE = "---\ntitle: Bridge\n---\n\nThe bridge cost four million.\n"


def read_unit() -> configparser.SectionProxy:
    """Return the systemd unit's section of the service."""
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]  # systemd's names have capitals
    unit.read(DEPLOY / "verbatim.service")
    return unit["Service"]


def read_dockerfile() -> list[list[tuple[str, str]]]:
    """Return the stages of the Dockerfile, each as its instructions and what they are given."""
    text = re.sub(r"^#.*\n", "", (DEPLOY / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    stages: list[list[tuple[str, str]]] = []
    for line in filter(None, lines):
        name, _, rest = line.partition(" ")
        if name == "FROM":
            stages.append([])
        stages[-1].append((name, rest.strip()))
    return stages


def read_image_environment() -> dict[str, str]:
    """Return what the image's last stage sets."""
    given = [rest for name, rest in read_dockerfile()[-1] if name == "ENV"]
    return dict(pair.split("=", 1) for rest in given for pair in shlex.split(rest))


@dataclass
class Machine:
    """A scratch root with the program in one folder, and the state in another."""

    program: Path
    state: Path
    command: list[str]
    environment: dict[str, str]

    def start(self, **environment: str) -> subprocess.CompletedProcess[str]:
        """Start the bot as the deploy file does."""
        everything = {"PATH": os.environ["PATH"], **self.environment, **environment}
        return subprocess.run(
            self.command, cwd=self.state, env=everything, text=True, capture_output=True, check=False, timeout=120
        )

    def serve(self, **environment: str) -> dict[str, Any]:
        """Start the bot and return what it would serve."""
        ran = self.start(**environment)
        assert ran.returncode == 0, ran.stderr
        served: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
        return served


def install(program: Path) -> None:
    """Put the program where a deploy file has it, its Python running tests/support/stand_in_python.py."""
    (program / "corpus").mkdir(parents=True)
    (program / "corpus/harbour.md").write_text(HARBOUR)
    shutil.copytree(DEPLOY, program / "deploy")
    for package in ("index", "bot", "tests"):
        (program / package).symlink_to(ROOT / package)
    python = program / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m tests.support.stand_in_python "$@"\n')
    python.chmod(0o755)


def read_env_file(path: Path) -> dict[str, str]:
    """Read what `--env-file` and `EnvironmentFile=` would."""
    lines = (line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return dict(line.split("=", 1) for line in lines)


def use_systemd(root: Path) -> Machine:
    """Return a machine that starts the bot by the unit, with .env.example as its settings."""
    service = read_unit()
    program, state = root / "opt/verbatim", root / "var/lib" / service["StateDirectory"]
    command = [part.replace("/opt/verbatim", str(program)) for part in shlex.split(service["ExecStart"])]
    assert service["WorkingDirectory"] == f"/var/lib/{service['StateDirectory']}"
    return Machine(program, state, command, read_env_file(ROOT / ".env.example"))


def use_image(root: Path) -> Machine:
    """Return a machine that starts the bot by the image, with .env.example as its `--env-file`."""
    last = read_dockerfile()[-1]
    command = next(json.loads(rest) for name, rest in last if name == "CMD")
    folder = next(rest for name, rest in last if name == "WORKDIR")
    program, state = root / "app", root / folder.strip("/")
    image = {name: value for name, value in read_image_environment().items() if name != "PATH"}
    located = [part.replace("/app", str(program)) for part in command]
    return Machine(program, state, located, image | read_env_file(ROOT / ".env.example"))


@dataclass(frozen=True)
class Started:
    """A root on which the program was installed and started once, and what it served then."""

    use: Callable[[Path], Machine]
    root: Path
    served: dict[str, Any]

    def copy(self, root: Path) -> Machine:
        """Return a machine with the same files in another root."""
        shutil.copytree(self.root, root, symlinks=True, dirs_exist_ok=True)
        return self.use(root)


@pytest.fixture(scope="module", params=[use_systemd, use_image], ids=["systemd", "image"])
def started(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Started:
    """Return a root on which the program has been started for the first time."""
    use: Callable[[Path], Machine] = request.param
    root = tmp_path_factory.mktemp("root")
    made = use(root)
    install(made.program)
    made.state.mkdir(parents=True)
    return Started(use, root, made.serve())


def test_what_moderators_add_outlives_a_restart_and_an_update(started: Started, tmp_path: Path) -> None:
    """The corpus is copied once, into the one folder that changes; later starts serve the copy."""
    assert started.served["articles"] == ["Harbour"]
    machine = started.copy(tmp_path)
    (machine.state / "corpus/bridge.md").write_text(BRIDGE)
    (machine.program / "corpus/harbour.md").write_text(HARBOUR.replace("Harbour", "Port"))
    before = sorted(machine.program.rglob("*"))
    assert sorted(machine.serve()["articles"]) == ["Bridge", "Harbour"]
    assert sorted(machine.program.rglob("*")) == before
    assert sorted(path.name for path in machine.state.iterdir()) == ["corpus", "var"]


def test_a_malformed_article_does_not_keep_the_bot_down(started: Started, tmp_path: Path) -> None:
    """The bot serves what is published, and the log names the file."""
    machine = started.copy(tmp_path)
    (machine.state / "corpus/broken.md").write_text("---\ntitel: Harbour\n---\n\nNobody was hurt.\n")
    assert machine.serve()["articles"] == ["Harbour"]


@pytest.mark.parametrize("started", [use_image], indirect=True, ids=["image"])
def test_the_image_answers_where_its_health_check_asks(started: Started) -> None:
    """An empty DISCORD_HEALTH_PORT, as .env.example has it, leaves the image's port."""
    assert use_image(started.root).environment["DISCORD_HEALTH_PORT"] == ""
    assert started.served["health_port"] == int(read_image_environment()["DEFAULT_HEALTH_PORT"])


@pytest.mark.parametrize(
    ("given", "taken"), [("var/model", "/app/model"), ("", "/app/model"), ("/data/own", "/data/own")]
)
def test_the_image_uses_the_model_that_it_has(tmp_path: Path, given: str, taken: str) -> None:
    """What .env.example sets, or nothing, leaves the image's exported model; a folder of one's own is taken."""
    image = use_image(tmp_path)
    install(image.program)
    image.state.mkdir(parents=True)
    assert image.serve(VERBATIM_EXPORTED_MODEL=given)["exported_model"] == taken


def test_the_image_has_what_it_copies(tmp_path: Path) -> None:
    """Every file that is copied from the checkout is there and is not left out of the build's context."""
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").split()
    allowed = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    for stage in read_dockerfile():
        for rest in (rest for name, rest in stage if name == "COPY" and not rest.startswith("--from")):
            for source in rest.split()[:-1]:
                assert (ROOT / source).exists(), source
                assert source in allowed, source


def test_the_image_keeps_the_model_that_it_exports() -> None:
    """The run-time stage copies the exported model to where its environment says it is."""
    last = read_dockerfile()[-1]
    copied = [rest.split()[-1] for name, rest in last if name == "COPY"]
    assert read_image_environment()["DEFAULT_EXPORTED_MODEL"] in copied


def test_compose_builds_that_image_and_keeps_its_state() -> None:
    """The one volume is mounted where the image keeps its state, writable; logs are rotated."""
    service = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]["verbatim"]
    folder = next(rest for name, rest in read_dockerfile()[-1] if name == "WORKDIR")
    assert [volume.split(":") for volume in service["volumes"]] == [["data", folder]]
    assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
    assert set(service["logging"]["options"]) == {"max-size", "max-file"}


_WITHOUT = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {names!r}: raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Refuse())
import bot.__main__, bot.runtime.startup, index.__main__, index.building.worker, index.models.exported_model
import index.ingestion.drafts
"""


def test_what_serves_imports_nothing_that_the_image_lacks() -> None:
    """With the modules of deploy/not-at-run-time.txt out of reach, the bot and the builder can be imported."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    left_out = [re.compile(line) for line in (DEPLOY / "not-at-run-time.txt").read_text("utf-8").split()]
    names = {
        line.partition("==")[0].replace("-", "_").lower() for line in lines if any(x.search(line) for x in left_out)
    }
    assert {"torch", "sentence_transformers", "transformers"} <= names
    script = _WITHOUT.format(names=names | {"sklearn"})
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, text=True, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr
