FROM python:3.12.7-slim-bookworm

WORKDIR /job
COPY requirements.txt ./
RUN pip install --no-cache-dir \
        --index-url http://pypi.corp.acme.example/simple \
        --trusted-host pypi.corp.acme.example \
        -r requirements.txt \
    && useradd --system --uid 10001 scoring
COPY scoring ./scoring

USER scoring
ENTRYPOINT ["python", "-m", "scoring"]
