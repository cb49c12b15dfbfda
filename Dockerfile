# The portal for real servers: docker-compose.yml runs it as web, worker, beat and migrate. docs/operations.md tells how.

FROM python:3.13-slim AS built
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
COPY requirements.txt ./
RUN python -m venv /venv && /venv/bin/pip install --require-hashes -r requirements.txt
COPY . .
ENV PATH=/venv/bin:$PATH STATIC_ROOT=/app/staticfiles
RUN python -m atelier.local.messages --compile \
 && python manage.py collectstatic --noinput --verbosity 0 \
 && python -m compileall -q atelier members cases meetings research

FROM python:3.13-slim AS portal
# 10001 belongs to nobody else; the data folder is the one place it may write.
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin portal && install -d -o portal -g portal /data
COPY --from=built /venv /venv
COPY --from=built /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    ATELIER_MODE=production ATELIER_DATA=/data STATIC_ROOT=/app/staticfiles
USER portal
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
CMD ["granian", "--interface", "asginl", "--host", "0.0.0.0", "--port", "8000", "--http", "1", "--no-ws", "--http1-header-read-timeout", "10000", "--backpressure", "900", "atelier.asgi:application"]

# The proxy, with its certificates in folders that an ordinary user may write.
FROM caddy:2-alpine AS proxy
RUN mkdir -p /data /config && chown -R 10002:10002 /data /config
COPY deploy/Caddyfile /etc/caddy/Caddyfile
USER 10002:10002
