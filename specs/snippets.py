"""What a pipeline does at the gate, as docs/pipelines.md has it, for one specification."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import indent

from django.conf import settings

from specs.models import Spec

CURL = r"""status=$(curl --silent --show-error --max-time 20 --output gate.txt --write-out '%{http_code}' \
  --header "Authorization: Bearer $OPSPORTAL_TOKEN" --header 'Accept: text/plain' \
  --get --data-urlencode "version=$VERSION" --data-urlencode "environment=$ENVIRONMENT" \
  --data-urlencode "sha=$COMMIT" "$OPSPORTAL_URL/api/v1/specs/$SPEC_GUID/gate") || status=000
if [ -f gate.txt ]; then cat gate.txt; fi
[ "$status" = 200 ]
"""
GITHUB = r"""gate:
  runs-on: ubuntu-latest
  env:
    OPSPORTAL_URL: ${{ vars.OPSPORTAL_URL }}
    OPSPORTAL_TOKEN: ${{ secrets.OPSPORTAL_TOKEN }}
    SPEC_GUID: ${{ vars.SPEC_GUID }}
    VERSION: ${{ vars.SPEC_VERSION }}
    ENVIRONMENT: production
    COMMIT: ${{ github.sha }}
  steps:
    - name: May it go out?
      run: |
""" + indent(CURL, 8 * " ")
GITLAB = r"""gate:
  stage: deploy
  variables:
    ENVIRONMENT: production
  script:
    - export COMMIT="${COMMIT:-$CI_COMMIT_SHA}"
    - |
""" + indent(CURL, 6 * " ")


@dataclass(frozen=True)
class Snippet:
    """One way to ask, and the text to copy."""

    slug: str
    title: str
    text: str


def snippets(spec: Spec) -> list[Snippet]:
    """Filled with where the portal is and which specification it is; the token stays a secret."""
    portal, guid = settings.PORTAL_URL, spec.guid
    ours = f"  variables:\n    OPSPORTAL_URL: {portal}\n    SPEC_GUID: {guid}\n"
    github = GITHUB.replace("${{ vars.OPSPORTAL_URL }}", portal)
    return [
        Snippet("curl", "curl", f"OPSPORTAL_URL={portal}\nSPEC_GUID={guid}\n{CURL}"),
        Snippet("github", "GitHub Actions", github.replace("${{ vars.SPEC_GUID }}", guid)),
        Snippet("gitlab", "GitLab CI", GITLAB.replace("  variables:\n", ours)),
    ]
