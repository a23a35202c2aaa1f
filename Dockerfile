# syntax=docker/dockerfile:1
# The api, the worker and every command of the gallery in one image.
# The app in web/dist is the committed one: the tests compare it with a fresh build, so no Node is needed here.

FROM ghcr.io/astral-sh/uv:0.13.9 AS uv

FROM python:3.13-slim-trixie AS build
COPY --from=uv /uv /usr/local/bin/uv
ENV UV_PYTHON_DOWNLOADS=never UV_NO_CONFIG=1 UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
ENV APP=/app VENV=/opt/gallery
WORKDIR $APP
# By itself, so that a change of the code fetches nothing again.
COPY requirements.lock ./
RUN --mount=type=cache,target=/root/.cache/uv \
    uv venv "$VENV" && \
    uv pip sync --python "$VENV/bin/python" --require-hashes requirements.lock
COPY . ./
# The tag, for here is no history to read it from.
ARG VERSION=0.0.0
RUN SETUPTOOLS_SCM_PRETEND_VERSION="$VERSION" \
    uv pip install --python "$VENV/bin/python" --no-deps --no-build-isolation --editable "$APP" && \
    "$VENV/bin/python" -m compileall -q "$APP"

FROM python:3.13-slim-trixie
ARG VERSION=0.0.0
LABEL org.opencontainers.image.title="Permanent Gallery" \
      org.opencontainers.image.description="A self-hosted, permanent home for AI-generated pictures" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="$VERSION"
# A number, so that Kubernetes can see that it is not root.
RUN groupadd --gid 10001 gallery && \
    useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin gallery && \
    install --directory --owner gallery --group gallery --mode 0700 /spool /pictures
COPY --from=build /opt/gallery /opt/gallery
COPY --from=build /app /app
ENV PATH=/opt/gallery/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 SPOOL_DIR=/spool
# Nothing else is written: the root may be read-only, with a tmpfs on /tmp.
VOLUME ["/spool"]
USER 10001:10001
WORKDIR /tmp
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["gallery"]
CMD ["api", "--host", "0.0.0.0"]
