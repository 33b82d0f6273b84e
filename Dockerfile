FROM python:3.13-slim
WORKDIR /app
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home tracker && chown tracker /app
USER tracker
COPY --chown=tracker Makefile requirements.txt ./
RUN make .venv/.run-ready
COPY --chown=tracker . .
RUN mkdir -p var
VOLUME /app/var
ENV HOST=0.0.0.0
EXPOSE 8000
CMD ["make", "run"]
