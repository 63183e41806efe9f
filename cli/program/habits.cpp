// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/habits.hpp"

#include <algorithm>

namespace thoth::cli {
namespace {

constexpr std::string_view groups_tool =
    "consumer groups belong to another tool: kafka-consumer-groups.sh --bootstrap-server HOST:PORT --describe "
    "--all-groups";
constexpr std::string_view settings_tool =
    "to change a topic's settings use kafka-configs.sh --bootstrap-server HOST:PORT --alter --topic TOPIC; thoth-msg "
    "topics describe shows them";
constexpr std::string_view settings_file =
    "write -F FILE, one file for each cluster: lines such as bootstrap.servers=HOST:PORT";
constexpr std::string_view password_file =
    "write -X sasl.password=@FILE, or set KAFKA_SASL_PASSWORD: no password is on the command line then";

/// Typed where a command is due.
const std::vector<Habit>& habits_of_program() {
  static const std::vector<Habit> list{
      {"", "tail|read|cat|consumer|subscribe|fetch|listen|watch|follow|c|C|G", "write thoth-msg consume -t {}",
       "TOPIC"},
      {"", "get", "write thoth-msg topics list, or thoth-msg consume -t TOPIC", ""},
      {"", "produce|publish|pub|producer|put|emit|push|write|p|P", "write thoth-msg send -t {} -m JSON", "TOPIC"},
      {"", "grep|search|filter|find|match", "write thoth-msg consume -t TOPIC -o start -e --grep {}", "REGEX"},
      {"", "list|ls|L|list-topics|metadata", "write thoth-msg topics list", ""},
      {"", "topic", "write thoth-msg topics {}", "list"},
      {"", "describe|desc|inspect|info|show",
       "write thoth-msg topics describe {}, or thoth-msg messages show TYPE for a message type", "TOPIC"},
      {"", "create|add|new|mk", "write thoth-msg topics create {}", "TOPIC"},
      {"", "delete|rm|remove|del", "write thoth-msg topics delete {}", "TOPIC"},
      {"", "groups|group|lag|consumer-groups|offsets|offset|reset|reset-offsets|seek|g", groups_tool, ""},
      {"", "config|configs|configure|login|auth|profile|profiles|context|contexts|cluster|clusters|use|use-context|env",
       settings_file, ""},
      {"", "alter|update|edit", settings_tool, ""},
      {"", "acl|acls|user|users|quotas|quota",
       "users, ACLs and quotas belong to another tool: kafka-acls.sh, kafka-configs.sh", ""},
      {"", "fix|repair|format|fmt", "write thoth-msg validate --fix {}", "FILE"},
      {"", "check|lint|verify|test|vet", "write thoth-msg validate {}", "FILE"},
      {"", "schema|schemas|types|type|contracts|contract|asyncapi|registry|sr|subjects",
       "write thoth-msg messages list, or thoth-msg messages schema TYPE; your own types come with --catalog FILE", ""},
      {"", "diff|compare", "write thoth-msg messages diff OLD NEW", ""},
      {"", "example|examples|generate|gen|sample|mock", "write thoth-msg messages example {}", "TYPE"},
      {"", "message", "write thoth-msg messages", ""},
      {"", "stat|statistics|count|summary|report|sizes|du", "write thoth-msg stats {}", "TOPIC"},
      {"", "status|health|brokers|broker|nodes|node|server|bootstrap-server|info|connect|doctor",
       "write thoth-msg ping", ""},
      {"", "start|serve|run|dev|up|local|embedded", "write thoth-msg dev-broker", ""},
      {"", "copy|cp|mirror|replay|clone",
       "write thoth-msg consume -t {} -o start -e -f ndjson | thoth-msg send --topic OTHER --message-file -", "TOPIC"},
      {"", "complete|completions|autocomplete", "write thoth-msg completion bash, zsh or fish", ""},
      {"", "man|docs|doc|usage|h|?", "write thoth-msg --help", ""},
  };
  return list;
}

const std::vector<Habit>& habits_of_topics() {
  static const std::vector<Habit> list{
      {"topics", "ls|all|show-all|names", "write thoth-msg topics list", ""},
      {"topics", "list", "write thoth-msg topics list", ""},
      {"topics", "add|new|make|mk|create", "write thoth-msg topics create {}", "TOPIC"},
      {"topics", "rm|remove|del|drop|delete", "write thoth-msg topics delete {}", "TOPIC"},
      {"topics", "get", "write thoth-msg topics list, or thoth-msg topics describe {}", "TOPIC"},
      {"topics", "show|info|desc|inspect|describe|sizes|partitions", "write thoth-msg topics describe {}", "TOPIC"},
      {"topics", "alter|config|configs|alter-config|set|edit|update|add-partitions|trim-prefix", settings_tool, ""},
      {"topics", "consume|tail|read|cat", "write thoth-msg consume -t {}", "TOPIC"},
      {"topics", "produce|send|publish", "write thoth-msg send -t {} -m JSON", "TOPIC"},
      {"topics", "audit", "write thoth-msg audit {}", "TOPIC"},
      {"topics", "count|stats", "write thoth-msg stats {}", "TOPIC"},
      {"topics list", "", "write thoth-msg topics describe {}", "TOPIC"},
      {"topics list", "sizes|size|detailed|long|l|v|describe",
       "write thoth-msg topics describe TOPIC; record counts are in thoth-msg stats TOPIC", ""},
      {"topics create|topics describe|topics delete", "topic|t|name|n", "write the name alone: {}", "TOPIC"},
      {"topics create", "p|partition|num-partitions", "write --partitions {}", "3"},
      {"topics create", "r|replication-factor|replicas|rf", "write --replication {}", "3"},
      {"topics create", "if-not-exists|ignore-existing", "leave it out: topics that exist are left alone", ""},
      {"topics create", "c|topic-config|set", settings_tool, ""},
      {"topics describe", "c|configs|print-configs|show-config", "leave it out: the settings are shown", ""},
      {"topics delete", "f", "leave it out: this command asks nothing", ""},
      {"topics delete", "if-exists", "there is no such option: a missing topic is exit code 3", ""},
  };
  return list;
}

const std::vector<Habit>& habits_of_consume() {
  static const std::vector<Habit> list{
      {"consume", "last|lines", "for the last records of the topic write --tail {}", "10"},
      {"consume", "n|num|limit|max|take|head|max-records|messages", "write --count {}", "10"},
      {"consume", "from-start|beginning|earliest|start|all-messages|b|begin", "write --from-beginning", ""},
      {"consume", "latest|end|newest|from-end", "leave it out: reading starts at the end, or write -o end", ""},
      {"consume", "from|after|from-time|start-time|from-timestamp", "write --since {}", "10m"},
      {"consume", "to|before|end-time|to-timestamp|until-time", "write --until {}", "10m"},
      {"audit|stats", "from|after", "write --since {}", "10m"},
      {"consume", "position|from-offset|start-offset|offsets", "write -o {}", "OFFSET"},
      {"consume", "grep|filter|match|search|contains|find|regex",
       "for text write --grep {}, for a member --where '/member=value'", "REGEX"},
      {"consume", "jq|q|query", "for one member write --where '/member=value', and pipe into jq for more", ""},
      {"consume", "fields|columns|project", "write --select {}", "/a,/b"},
      {"consume", "follow|F|tail-f|stream|live|watch", "leave it out: consume goes on until -e, -c or --timeout", ""},
      {"consume", "no-follow|exit|once|stop|drain|no-wait|exit-eof|to-latest", "write --exit-at-end", ""},
      {"consume", "timeout-ms", "write --timeout {}ms", "5000"},
      {"consume", "wait|max-wait|idle-timeout", "write --timeout {}", "5s"},
      {"consume", "consumer-group|group-id|groupid|consumer", "write --group {}", "ID"},
      {"consume", "commit|auto-commit", "leave it out: with --group offsets are committed", ""},
      {"consume", "partitions", "write --partition {} (repeatable)", "0"},
      {"consume", "K|key-delimiter|print-key|print-keys|keys|with-keys|k|print-key-separator",
       R"(write --template '%k %v\n')", ""},
      {"consume", "key", "for records of that key write --where key={}", "KEY"},
      {"consume", "header", "for records with that header write --where header:NAME=VALUE", ""},
      {"consume", "headers|print-headers|H|print-timestamp|print-timestamps|timestamps|print-partition|print-offset",
       R"(write --template '%t %p %o %d %h{%k=%v } %v\n', or -f ndjson)", ""},
      {"consume", "formatter|value-deserializer|key-deserializer|deserializer|value-format|decode|s",
       "leave it out: values are JSON; write -f raw or -f contents for their bytes", ""},
      {"consume", "J|envelope|meta-only", "write -f ndjson", ""},
      {"consume", "D|delimiter|line-separator", R"(write --template '%v\n')", ""},
      {"consume", "skip-message-on-error|ignore-errors|skip-invalid|valid-only", "write --validate drop", ""},
      {"consume", "isolation-level|read-committed|read-uncommitted",
       "write -X isolation.level={}; read_committed is the default", "read_uncommitted"},
      {"consume", "out|to-file|file|save", "write --output {}", "FILE"},
      {"consume|audit|stats", "topics|pattern|topic-regex|whitelist|include|r|topic-list",
       "write -t {} once for each topic, or -t '^REGEX'", "TOPIC"},
      {"consume|audit|stats", "all-topics|a|everything", "write --all", ""},
      {"audit", "count-by|group-by|by|c|n", "leave it out: audit counts by version, component and violation", ""},
  };
  return list;
}

const std::vector<Habit>& habits_of_send() {
  static const std::vector<Habit> list{
      {"send", "f|file|files|input|from-file|i|in|input-file|messages", "write --message-file {}", "FILE"},
      {"send", "l", "write --message-contents -, which takes a JSON value a line", ""},
      {"send", "message|msg|value|body|data|d|payload|content|contents|json|v|text|M", "write --message-contents JSON",
       ""},
      {"send", "stdin", "write --message-file -, or --message-contents -", ""},
      {"send", "K|key-delimiter|separator|key-separator",
       R"(write --key-field POINTER, or give "key" in the entries of a message file)", ""},
      {"send", "key-value|key-file", "write --key {}", "KEY"},
      {"send", "headers|h", "write --header NAME=VALUE (repeatable)", ""},
      {"send", "count|repeat|num|n|times|num-records|record-size",
       "for many messages write thoth-msg messages example TYPE --count {} | thoth-msg send --message-file -", "20"},
      {"send", "z|compression|compression-codec|compress|codec", "write -X compression.type={}", "lz4"},
      {"send", "acks|a|request-required-acks|required-acks", "write -X acks={}", "all"},
      {"send", "create|auto-create|auto-create-topics|allow-auto-topic-creation|create-topic|c",
       "write --create-if-not-exist", ""},
      {"send", "replication-factor", "write --replication {}", "3"},
      {"send", "throughput|tps|rps|max-rate|delay|sleep", "write --rate {}", "100"},
      {"send", "timeout|max-time|request-timeout-ms", "write --deadline {}", "30s"},
      {"send", "retries|message-send-max-retries", "write -X retries={}", "5"},
      {"send", "batch-size|max-partition-memory-bytes", "write -X batch.size={}", "100000"},
      {"send", "linger|linger-ms", "write -X linger.ms={}", "5"},
      {"send", "partitioner|partitioner-type", "write -X partitioner={}", "murmur2_random"},
      {"send", "txn|transaction|atomic|tx", "write --transactional", ""},
      {"send", "no-check|skip-validation|force|no-validation|raw|no-schema", "write --no-validate", ""},
      {"send", "timestamp|ts", R"(give "timestamp" in the entries of a message file)", ""},
      {"send", "tombstone|Z|null", "write --message-contents null with --key KEY", ""},
      {"send", "reader-property|line-reader|parse-key",
       "a message file holds keys and headers: see man thoth-msg-message-files", ""},
      {"send", "ack-file|offsets|print-offset|X-offset", "write --receipts FILE", ""},
      {"send", "check|noop|no-op|validate|validate-only|plan|preview", "write --dry-run", ""},
  };
  return list;
}

const std::vector<Habit>& habits_of_others() {
  static const std::vector<Habit> list{
      {"validate", "type|message-type|t|n|topic-name", "write --topic {}", "TOPIC"},
      {"validate", "r|recursive|R", "leave it out: folders are searched", ""},
      {"validate", "repair|autofix|write|w|in-place", "write --fix", ""},
      {"validate", "file|message-file|input|files", "write the path alone: {}", "FILE"},
      {"validate", "fail-fast|x|first", "write --max-violations 1", ""},
      {"validate", "check|diff", "write --fix --dry-run", ""},
      {"messages", "ls|all", "write thoth-msg messages list", ""},
      {"messages", "describe|get|info|desc|cat", "write thoth-msg messages show {}", "TYPE"},
      {"messages", "add|import|register|load|new|create", "write --catalog {}, with any command", "FILE"},
      {"messages", "generate|gen|examples|sample|random|new-message", "write thoth-msg messages example {}", "TYPE"},
      {"messages", "export|schemas|asyncapi|docs|markdown|json-schema",
       "write thoth-msg messages schema -f json-schema, asyncapi, markdown or html", ""},
      {"messages", "compare|changes|compat|compatibility", "write thoth-msg messages diff OLD NEW", ""},
      {"messages", "validate|check|lint", "write thoth-msg validate {}", "FILE"},
      {"messages", "send|produce|publish", "write thoth-msg send --message-file {}", "FILE"},
      {"messages", "consume|tail|read", "write thoth-msg consume -t {}", "TOPIC"},
      {"messages list|messages show|messages schema|messages example|messages diff",
       "file|schema|message-types|messages|types|schemas", "write --catalog {}", "FILE"},
      {"messages show|messages schema|messages example", "topic|t|type|name|n", "write the name alone: {}", "TYPE"},
      {"messages example", "num|repeat", "write --count {}", "10"},
      {"ping", "", "write -b {}", "HOST:PORT"},
      {"ping", "c|count|n", "leave it out: ping asks once; repeat it in a loop of the shell", ""},
      {"dev-broker", "topics|t|create-topic", "write --topic {} (repeatable)", "NAME:PARTITIONS"},
      {"dev-broker", "port|p|host", "leave it out: it chooses a port and prints it", ""},
      {"dev-broker", "partitions", "write --topic NAME:{}", "3"},
      {"dev-broker", "nodes|num-brokers|n|replicas", "write --brokers {}", "3"},
      {"completion", "bash|zsh|fish", "write the shell alone, as in thoth-msg completion bash", ""},
      {"completion", "shell|s", "write thoth-msg completion {}", "bash"},
  };
  return list;
}

/// Properties of Kafka's console tools, which give them as this program gives librdkafka's.
const std::vector<Habit>& habits_of_properties() {
  static const std::vector<Habit> list{
      {property_habits,
       "print.key|print.value|print.headers|print.timestamp|print.partition|print.offset|key.separator|line.separator|"
       "headers.separator",
       R"(kafka-console-consumer.sh has it; write --template '%k %v\n', with %h, %d, %p and %o for the rest)", ""},
      {property_habits, "parse.key|parse.headers|key.serializer|value.serializer|ignore.error|null.marker",
       R"(kafka-console-producer.sh has it; entries of a message file have "key" and "headers")", ""},
      {property_habits, "key.deserializer|value.deserializer|schema.registry.url|specific.avro.reader",
       "values are JSON here, and no schema registry is asked", ""},
      {property_habits, "sasl.jaas.config",
       "it is the Java client's login module; librdkafka takes sasl.username and sasl.password instead", ""},
      {property_habits, "ssl.truststore.location|ssl.truststore.password|ssl.truststore.type",
       "librdkafka takes ssl.ca.location, a file of PEM, instead", ""},
  };
  return list;
}

/// What may be typed with any command.
const std::vector<Habit>& habits_of_all() {
  static const std::vector<Habit> list{
      {"*", "broker|host|hosts|server|servers|kafka|url|broker-list|bootstrap|seeds|metadata-broker-list|kafka-host|B",
       "write -b {}", "HOST:PORT"},
      {"*", "zookeeper|zk", "write -b HOST:PORT: brokers are asked, not ZooKeeper", ""},
      {"*", "profile|context|cluster|env|environment|kubeconfig", settings_file, ""},
      {"*", "command-config|consumer-config|producer-config|consumer.config|producer.config|config-file|settings",
       "write -F {}", "FILE"},
      {"*", "prop|properties|producer-property|consumer-property|set|D|option", "write -X KEY=VALUE", ""},
      {"*", "user|username|sasl-username|u|login",
       "write -X sasl.username=NAME -X sasl.password=@FILE -X sasl.mechanism=PLAIN -X security.protocol=sasl_ssl", ""},
      {"*", "password|pass|passwd|sasl-password|token|secret|api-key|api-secret", password_file, ""},
      {"*", "sasl-mechanism|sasl-mechanisms|mechanism|sasl", "write -X sasl.mechanism={}", "SCRAM-SHA-512"},
      {"*", "security-protocol|protocol", "write -X security.protocol={}", "sasl_ssl"},
      {"*", "tls|ssl|tls-enabled|use-tls|secure", "write -X security.protocol=ssl, or sasl_ssl with a login", ""},
      {"*", "ca|cacert|ca-cert|ca-file|tls-ca|tls-truststore|truststore|ca-location", "write -X ssl.ca.location={}",
       "FILE"},
      {"*", "cert|tls-cert|client-cert|certificate", "write -X ssl.certificate.location={}", "FILE"},
      {"*", "tls-key|client-key|key-file|cert-key", "write -X ssl.key.location={}", "FILE"},
      {"*", "insecure|tls-skip-verify|insecure-skip-verify|skip-verify|no-verify",
       "write -X enable.ssl.certificate.verification=false", ""},
      {"*", "client-id|clientid", "write -X client.id={}", "NAME"},
      {"*", "debug|d", "write -vv; librdkafka's own log comes with -vvv -X debug=all", ""},
      {"*", "trace|vv|vvv", "write -vvv", ""},
      {"*", "silent|no-log", "write --quiet", ""},
      {"*", "no-color|no-colour|no-colors|monochrome", "write --color never", ""},
      {"*", "colour|colors", "write --color {}", "always"},
      {"*", "verbosity|level|loglevel|v-level", "write --log-level {}", "debug"},
      {"*", "schema|schemas|asyncapi|contract|contracts|json-schema|types|schema-file|spec|messages|message-types",
       "write --catalog {}", "FILE"},
      {"*", "schema-registry|registry|schema-registry-url|registry-url",
       "no schema registry is asked: write --catalog FILE with the message types", ""},
      {"*", "proto|avro|protobuf|proto-file|avro-schema", "messages are JSON: write --catalog FILE with JSON Schema",
       ""},
      {"*", "prefix|namespace|deployment", "write --topic-prefix {}", "NAME"},
      {"*", "yes|y|force|no-confirm|no-prompt|assume-yes|confirm", "leave it out: this command asks nothing", ""},
      {"*", "version|V", "write thoth-msg --version", ""},
      {"*", "timeout|max-time|request-timeout|timeout-ms", "write --deadline {}", "30s"},
      {"topics list|topics create|topics describe|topics delete|ping|dev-broker|completion|send|messages example",
       "format|f|output|o|json|csv|yaml|table|pretty|wide",
       "this command has one format: text for people, or JSON lines", ""},
      {"*", "json", "write -f json", ""},
      {"*", "csv", "write -f csv --select /a,/b with consume", ""},
      {"*", "raw|pretty|ndjson|contents|text|sarif|junit|github|markdown|html", "write -f with that word", ""},
      {"*", "output-format|o|out-format|print", "write -f {}", "json"},
      {"*", "tail|follow", "write thoth-msg consume -t TOPIC", ""},
      {"*", "lag|groups|group|reset-offsets", groups_tool, ""},
      {"*", "list|ls|L", "write thoth-msg topics list", ""},
  };
  return list;
}

bool is_listed(std::string_view list, std::string_view word) {
  while (true) {
    const auto bar = list.find('|');
    if (list.substr(0, bar) == word) return true;
    if (bar == std::string_view::npos) return false;
    list.remove_prefix(bar + 1);
  }
}

/// The value as it is to be typed in a shell.
std::string shell_word(std::string_view value) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+/:=@,%^";
  if (value.find_first_not_of(plain) == std::string_view::npos) return std::string(value);
  std::string quoted = "'";
  for (const char c : value) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + '\'';
}

std::string filled(const Habit& habit, std::string_view value) {
  constexpr std::size_t max_shown = 100;
  constexpr std::string_view mark = "{}";
  std::string text(habit.advice);
  const auto at = text.find(mark);
  if (at == std::string::npos) return text;
  const bool is_shown = !value.empty() && value.size() <= max_shown;
  return text.replace(at, mark.size(), is_shown ? shell_word(value) : std::string(habit.example));
}

}  // namespace

const std::vector<Habit>& habits() {
  static const std::vector<Habit> all = [] {
    std::vector<Habit> list;
    for (const auto* part : {&habits_of_program(), &habits_of_topics(), &habits_of_consume(), &habits_of_send(),
                             &habits_of_others(), &habits_of_properties(), &habits_of_all()}) {
      list.insert(list.end(), part->begin(), part->end());
    }
    return list;
  }();
  return all;
}

std::optional<std::string> advice_for_habit(std::string_view command, std::string_view word, std::string_view value) {
  word.remove_prefix(std::min(word.find_first_not_of('-'), word.size()));
  for (const Habit& habit : habits()) {
    const bool is_here = habit.commands == "*" || is_listed(habit.commands, command);
    if (is_here && is_listed(habit.words, word)) return filled(habit, value);
  }
  return std::nullopt;
}

}  // namespace thoth::cli
