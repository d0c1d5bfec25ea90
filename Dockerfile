# The site: web process, worker, nightly backup and commands, by what it is told to run. See docs/operators.
FROM python:3.13-slim-trixie AS build
WORKDIR /srv/institute
COPY requirements.txt .
# The lock file has a checksum of every package, and only ready-made ones are taken.
RUN python -m venv .venv \
    && .venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.txt \
    && .venv/bin/pip uninstall --yes pip
COPY . .
ENV MODE=demo VAR_DIR=/srv/institute/var
RUN .venv/bin/python manage.py translations compile \
    && .venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && mkdir -p var/media var/metrics backups \
    && rm -f var/secret-key \
    && .venv/bin/python -m compileall -q institute_site news search \
    && chown 10001:10001 var/media var/metrics backups

FROM python:3.13-slim-trixie
RUN groupadd --gid 10001 institute \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin institute
COPY --from=build /srv/institute /srv/institute
WORKDIR /srv/institute
ENV PATH=/srv/institute/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MODE=production \
    VAR_DIR=/srv/institute/var \
    WEB_BIND=0.0.0.0:8000
USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "institute_site.wsgi"]
