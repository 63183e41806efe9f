# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What a secured cluster of scripts/kafka needs, which sources this: keys, certificates, passwords, and the properties of
# its clients' listener and of ACLs. All of it lives in one folder, which only its owner can read.

# Prints the protocol and the SASL mechanisms (or -) of a kind of security.
security_facts() {
  case $1 in
    ssl) echo SSL - ;;
    sasl_plain) echo SASL_PLAINTEXT PLAIN ;;
    sasl_ssl) echo SASL_SSL PLAIN ;;
    scram) echo SASL_SSL SCRAM-SHA-256,SCRAM-SHA-512 ;;
    *) echo PLAINTEXT - ;;
  esac
}

# Kafka 4 refuses the SCRAM logins of librdkafka before 2.6.1: its client nonce is not the same throughout a login.
librdkafka_knows_scram_of_kafka_4() {
  local version
  version=$(pkg-config --modversion rdkafka 2>/dev/null) || return 1
  [[ $(printf '%s\n' 2.6.1 "$version" | sort -V | head -n 1) == 2.6.1 ]]
}

# issue FOLDER NAME SUBJECT DAYS EXTENSIONS: a certificate of the folder's CA for the key NAME.key, into NAME.pem.
issue() {
  local folder=$1 name=$2 subject=$3 days=$4 extensions=$5
  openssl req -new -key "$folder/$name.key" -passin "file:$folder/key-password" -subj "/CN=$subject" \
    -out "$folder/$name.csr"
  openssl x509 -req -in "$folder/$name.csr" -CA "$folder/ca.pem" -CAkey "$folder/ca.key" -days "$days" \
    -extfile <(printf '%s\n' "$extensions") -out "$folder/$name.pem" 2>/dev/null
  rm "$folder/$name.csr"
}

new_password() { head -c 18 /dev/urandom | base64 | tr '+/' '-_'; }

# make_secrets FOLDER CERTIFICATE: a CA, the broker's certificate, a client's with a key under a password, and the
# password of the user thoth. CERTIFICATE is valid, or what is to be wrong with the broker's: expired or other-host.
make_secrets() {
  local folder=$1 certificate=$2 names=DNS:localhost,IP:127.0.0.1 days=3650
  local curve=(-algorithm EC -pkeyopt ec_paramgen_curve:P-256)
  [[ $certificate != other-host ]] || names=DNS:other.invalid
  [[ $certificate != expired ]] || days=0  # OpenSSL 3.4 and later refuse an end before the start
  (
    umask 077
    mkdir -p "$folder"
    new_password >"$folder/password"
    new_password >"$folder/key-password"
    openssl genpkey "${curve[@]}" -out "$folder/ca.key"
    openssl genpkey "${curve[@]}" -out "$folder/broker.key"
    openssl genpkey "${curve[@]}" -aes-256-cbc -pass "file:$folder/key-password" -out "$folder/client.key"
    openssl req -x509 -new -key "$folder/ca.key" -days 3650 -subj "/CN=scripts-kafka CA" -out "$folder/ca.pem"
    issue "$folder" broker broker "$days" "subjectAltName=$names"
    issue "$folder" client client 3650 "extendedKeyUsage=clientAuth"
    cat "$folder/broker.key" "$folder/broker.pem" >"$folder/keystore.pem"
  )
}

# security_properties FOLDER SECURITY: what the listener CLIENT needs, for server.properties.
security_properties() {
  local folder=$1 security=$2 protocol mechanisms mechanism
  read -r protocol mechanisms <<<"$(security_facts "$security")"
  if [[ $protocol == *SSL ]]; then
    cat <<PROPERTIES
listener.name.client.ssl.keystore.type=PEM
listener.name.client.ssl.keystore.location=$folder/keystore.pem
listener.name.client.ssl.truststore.type=PEM
listener.name.client.ssl.truststore.location=$folder/ca.pem
listener.name.client.ssl.client.auth=$([[ $security == ssl ]] && echo required || echo none)
PROPERTIES
  fi
  [[ $mechanisms != - ]] || return 0
  echo "listener.name.client.sasl.enabled.mechanisms=$mechanisms"
  for mechanism in ${mechanisms//,/ }; do
    echo "listener.name.client.${mechanism,,}.sasl.jaas.config=$(login_module "$folder" "$mechanism")"
  done
}

login_module() {
  local package=org.apache.kafka.common.security
  case $2 in
    PLAIN) echo "$package.plain.PlainLoginModule required user_thoth=\"$(<"$1/password")\";" ;;
    SCRAM-*) echo "$package.scram.ScramLoginModule required;" ;;
  esac
}

# scram_users FOLDER SECURITY: arguments of Kafka's StorageTool, a line each, that make the user thoth.
scram_users() {
  local mechanisms mechanism
  read -r _ mechanisms <<<"$(security_facts "$2")"
  for mechanism in ${mechanisms//,/ }; do
    [[ $mechanism != SCRAM-* ]] || printf '%s\n' --add-scram "$mechanism=[name=thoth,password=$(<"$1/password")]"
  done
}

# client_environment FOLDER SECURITY: the variables with which a client gets in.
client_environment() {
  local folder=$1 security=$2 protocol mechanisms
  read -r protocol mechanisms <<<"$(security_facts "$security")"
  [[ $protocol != PLAINTEXT ]] || return 0
  echo "KAFKA_SECURITY_PROTOCOL=$protocol"
  if [[ $protocol == *SSL ]]; then echo "KAFKA_SSL_CA_LOCATION=$folder/ca.pem"; fi
  if [[ $security == ssl ]]; then
    echo "KAFKA_SSL_CERTIFICATE_LOCATION=$folder/client.pem"
    echo "KAFKA_SSL_KEY_LOCATION=$folder/client.key"
    echo "KAFKA_SSL_KEY_PASSWORD=$(<"$folder/key-password")"
  else
    echo "KAFKA_SASL_MECHANISM=${mechanisms##*,}"
    echo "KAFKA_SASL_USERNAME=thoth"
    echo "KAFKA_SASL_PASSWORD=$(<"$folder/password")"
  fi
}

# make_controllers_password FOLDER: of the user controller.
make_controllers_password() {
  (
    umask 077
    mkdir -p "$1"
    new_password >"$1/controllers-password"
  )
}

# acl_properties FOLDER: what has brokers look at ACLs, for server.properties. Controllers know no ACLs before they have a
# quorum, so that to each other they are a superuser, with a password; everyone else is held to the ACLs.
acl_properties() {
  local password
  password=$(<"$1/controllers-password")
  cat <<PROPERTIES
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
allow.everyone.if.no.acl.found=true
super.users=User:controller
sasl.mechanism.controller.protocol=PLAIN
listener.name.controller.sasl.enabled.mechanisms=PLAIN
listener.name.controller.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="controller" password="$password" user_controller="$password";
PROPERTIES
}
