// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps released packages in a database and announces each of them on Kafka: also those that were stored just before
// the program was killed. A package and its message are written in one transaction of the database, the message to a
// table called outbox; it leaves that table once it is acknowledged, and what is there when the program starts is sent
// again.
//
//     echo numpy 1.22.4 | thoth-msg dev-broker -- ./outbox packages.db
//
// Reads lines NAME VERSION. The cluster is what the KAFKA_* variables say. A message may come twice, where the program
// was killed between the acknowledgement and the deletion: then the header "id" is the same. Exit code: 0 if all is
// announced, 1 if messages are left for the next time, 2 for a failure.
#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "thoth/codec.hpp"
#include "thoth/environment.hpp"
#include "thoth/kafka/producer.hpp"
#include "thoth/messages/package_released.hpp"
#include "thoth/signals.hpp"

namespace kafka = thoth::kafka;
using thoth::messages::PackageReleased;

/// The packages, and what is still to be sent about them. Throws std::runtime_error where the database fails.
class Database {
 public:
  struct Pending {
    std::int64_t id = 0;
    std::string topic, key, value;
  };

  explicit Database(const char* path) {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open(path, &opened);
    handle_.reset(opened);
    if (code != SQLITE_OK) throw std::runtime_error(std::string("cannot open ") + path + ": " + sqlite3_errmsg(opened));
    run("CREATE TABLE IF NOT EXISTS packages (name TEXT, version TEXT, PRIMARY KEY (name, version))");
    run("CREATE TABLE IF NOT EXISTS outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT, key TEXT, value TEXT)");
  }

  /// Stores a package and the message about it, both or neither; gives the message with its id. A package that is there
  /// already is an error.
  Pending store(const std::string& name, const std::string& version, Pending message) {
    run("BEGIN IMMEDIATE");
    try {
      run("INSERT INTO packages VALUES (?, ?)", {name, version});
      run("INSERT INTO outbox (topic, key, value) VALUES (?, ?, ?)", {message.topic, message.key, message.value});
      message.id = sqlite3_last_insert_rowid(handle_.get());
      run("COMMIT");
    } catch (...) {
      sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
      throw;
    }
    return message;
  }

  /// What is acknowledged need not be sent again.
  void forget(std::int64_t id) { run("DELETE FROM outbox WHERE id = ?", {std::to_string(id)}); }

  std::vector<Pending> pending() {
    std::vector<Pending> all;
    run("SELECT id, topic, key, value FROM outbox ORDER BY id", {}, [&](const auto& column) {
      all.push_back({std::stoll(column(0)), column(1), column(2), column(3)});
    });
    return all;
  }

 private:
  using Column = std::function<std::string(int)>;

  void run(const char* sql, const std::vector<std::string>& values = {},
           const std::function<void(const Column&)>& on_row = {}) {
    sqlite3_stmt* prepared = nullptr;
    int code = sqlite3_prepare_v2(handle_.get(), sql, -1, &prepared, nullptr);
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement(prepared, &sqlite3_finalize);
    for (std::size_t i = 0; code == SQLITE_OK && i < values.size(); ++i) {
      code = sqlite3_bind_text(prepared, static_cast<int>(i) + 1, values[i].c_str(), -1, SQLITE_STATIC);
    }
    if (code == SQLITE_OK) code = SQLITE_ROW;
    while (code == SQLITE_ROW) {
      code = sqlite3_step(prepared);
      if (code == SQLITE_ROW && on_row) {
        on_row([&](int i) { return std::string(reinterpret_cast<const char*>(sqlite3_column_text(prepared, i))); });
      }
    }
    if (code != SQLITE_DONE) throw std::runtime_error(std::string("database: ") + sqlite3_errmsg(handle_.get()));
  }

  std::unique_ptr<sqlite3, decltype(&sqlite3_close)> handle_{nullptr, &sqlite3_close};
};

/// Queues a message of the outbox. Its report takes it out of there.
thoth::Result<void> send(kafka::Producer& producer, const Database::Pending& message, const kafka::Wait& wait) {
  const thoth::Headers headers = {{"id", std::to_string(message.id)}};
  return producer.send({.topic = message.topic,
                        .key = message.key,
                        .value = message.value,
                        .headers = headers,
                        .id = static_cast<std::uint64_t>(message.id)},
                       wait);
}

thoth::Result<void> announce(Database& database) {
  using std::chrono::seconds;
  const auto config = THOTH_TRY(kafka::Config::resolve({.environment = thoth::process_environment()}));
  auto producer = THOTH_TRY(kafka::Producer::create(config, [&](const kafka::Delivery& delivery) {
    if (!delivery.error) return database.forget(static_cast<std::int64_t>(delivery.id));
    std::cerr << "outbox: " << delivery.error->text() << '\n';
  }));
  for (const auto& message : database.pending()) {
    THOTH_TRY(send(producer, message, kafka::Wait::at_most(seconds(30), &thoth::signals::stop())));
  }
  for (std::string name, version; !thoth::signals::stop() && std::cin >> name >> version;) {
    const PackageReleased released{.component_name = "outbox",
                                   .index_url = "https://pypi.org/simple",
                                   .package_name = name,
                                   .package_version = version,
                                   .service_version = "1.0.0"};
    const std::string value = THOTH_TRY(thoth::encode(released));
    const std::string topic(PackageReleased::contract().topic());
    const auto stored = database.store(name, version, {.topic = topic, .key = name, .value = value});
    std::cout << "stored " << name << ' ' << version << std::endl;
    THOTH_TRY(send(producer, stored, kafka::Wait::at_most(seconds(30), &thoth::signals::abort())));
    producer.poll();
  }
  return producer.flush(kafka::Wait::at_most(seconds(30), &thoth::signals::abort()));
}

int main(int argc, char** argv) {
  thoth::signals::install();
  try {
    Database database(argc == 2 ? argv[1] : throw std::runtime_error("give the name of a database"));
    const auto announced = announce(database);
    if (!announced) std::cerr << "outbox: " << announced.error().text() << '\n';
    const auto left = database.pending().size();
    std::cout << left << " left to announce\n";
    return left == 0 ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << "outbox: " << error.what() << '\n';
    return 2;
  }
}
