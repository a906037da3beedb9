FROM python:3.12.7-slim-bookworm

WORKDIR /srv
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock \
    && useradd --system --uid 10001 search
COPY search ./search

USER search
EXPOSE 8000
CMD ["python", "-m", "search"]
