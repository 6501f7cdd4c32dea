# Holdfast in a container. What it is told comes from the environment, see docs/operating.md.
#   docker build -t holdfast .
#   docker run -e SECRET_KEY=... -p 8000:8000 -v holdfast:/data holdfast

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /source
COPY . .
RUN mvn -B -q -ntp -DskipTests -pl cli -am package

FROM eclipse-temurin:25-jre
# What changes seldom comes first, so that an upgrade sends little.
# The embedded database, used without a DATABASE_URL, asks for the name of its user; libnss-wrapper gives one to a user
# that is given with --user.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libnss-wrapper \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /source/cli/target/lib /opt/holdfast/lib
COPY --from=build /source/cli/target/holdfast.jar /opt/holdfast/
# What is in lib, for those who look for known vulnerabilities.
COPY --from=build /source/cli/target/bom.json /source/LICENSE /source/NOTICE /opt/holdfast/
COPY docker/holdfast /usr/local/bin/
COPY docker/secrets /usr/local/bin/holdfast-secrets
# Another user is in group 0, as OpenShift has it.
RUN chmod 755 /usr/local/bin/holdfast /usr/local/bin/holdfast-secrets \
    && echo 'holdfast:x:10001:10001::/data:/sbin/nologin' >> /etc/passwd \
    && echo 'holdfast:x:10001:' >> /etc/group \
    && install -d -o 10001 -g 0 -m 770 /data \
    # New volumes of docker-compose.yml take their owner from here.
    && cd / && install -d -o 10001 -g 0 -m 755 secrets/owner secrets/app secrets/redis secrets/metrics secrets/grafana
ENV HOST=0.0.0.0 PORT=8000 HOLDFAST_DATA=/data
WORKDIR /opt/holdfast
USER 10001:10001
EXPOSE 8000
ENTRYPOINT ["holdfast"]
CMD ["serve"]
