# One image for web, worker, beat and migrations; the command decides which.
FROM python:3.13-slim-bookworm AS build
WORKDIR /app
RUN python -m venv /venv
COPY requirements-production.lock .
RUN /venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements-production.lock

FROM python:3.13-slim-bookworm
# The export speaks to repositories with the git command, over https and ssh.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates git openssh-client \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --create-home --home-dir /home/opsportal opsportal \
 && install --directory --owner opsportal /data
COPY --from=build /venv /venv
WORKDIR /app
COPY manage.py pyproject.toml ./
COPY opsportal opsportal
COPY specs specs
COPY templates templates
COPY static static
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    OPSPORTAL_DATA=/data \
    STATIC_ROOT=/app/collected
RUN OPSPORTAL_DATA=/tmp/build python manage.py collectstatic --no-input --verbosity 0 && rm -rf /tmp/build
USER opsportal
ENV OPSPORTAL_ENV=production PORT=8000
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz/live', timeout=2)"]
CMD ["sh", "-c", "exec granian --interface wsgi opsportal.wsgi:application --host 0.0.0.0 --port $PORT --workers 2 --blocking-threads 4 --no-ws"]
