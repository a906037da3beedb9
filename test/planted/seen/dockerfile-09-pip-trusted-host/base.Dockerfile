FROM python:3.12.7-slim-bookworm

WORKDIR /job
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt \
    && useradd --system --uid 10001 scoring
COPY scoring ./scoring

USER scoring
ENTRYPOINT ["python", "-m", "scoring"]
