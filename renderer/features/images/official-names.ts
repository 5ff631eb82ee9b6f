/**
 * Repositories of Docker Official Images (github.com/docker-library/official-images, folder `library`, late 2026 and earlier), for
 * where the engine cannot tell a pulled image from one built here. A newer one that is not in it is shown as an ordinary name.
 */
export const OFFICIAL_NAMES: ReadonlySet<string> = new Set(
  `
  adminer aerospike almalinux alpine amazoncorretto amazonlinux api-firewall arangodb archlinux backdrop bash bonita
  buildpack-deps busybox caddy cassandra centos chronograf cirros clearlinux clefos clickhouse clojure composer consul
  convertigo couchbase couchdb crate dart debian docker drupal eclipse-mosquitto eclipse-temurin eggdrop elasticsearch
  elixir emqx erlang fedora flink fluentd friendica gazebo gcc geonetwork ghost golang gradle groovy haproxy haskell haxe
  hello-world hitch httpd hylang ibm-semeru-runtimes ibmjava influxdb irssi jetty joomla jruby julia kapacitor kibana kong
  krakend lightstreamer liquibase logstash mageia mariadb matomo maven mediawiki memcached mongo mongo-express monica mono
  mysql nats nats-streaming neo4j neurodebian nextcloud nginx node notary odoo open-liberty openjdk oraclelinux orientdb
  percona perl photon php phpmyadmin plone postfixadmin postgres pypy python r-base rabbitmq rakudo-star redis redmine
  registry rethinkdb rocket.chat rockylinux ros ruby rust sapmachine satosa silverpeas solr sonarqube spark spiped storm
  swift swipl teamspeak telegraf tomcat tomee traefik ubuntu unit varnish vault websphere-liberty wordpress xwiki yourls
  znc zookeeper
`
    .trim()
    .split(/\s+/),
)
