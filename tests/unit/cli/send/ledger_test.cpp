// SPDX-License-Identifier: GPL-3.0-or-later
#include "send/ledger.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

using namespace thoth;
using namespace thoth::cli;

namespace {

class ReceiptsFile {
 public:
  ReceiptsFile() {
    const int descriptor = ::mkstemp(path_.data());
    REQUIRE(descriptor >= 0);
    ::close(descriptor);
  }
  ReceiptsFile(const ReceiptsFile&) = delete;
  ReceiptsFile& operator=(const ReceiptsFile&) = delete;
  ~ReceiptsFile() { std::remove(path_.c_str()); }

  [[nodiscard]] Receipts open() const { return std::move(*Receipts::open(path_)); }
  [[nodiscard]] std::string content() const {
    std::ifstream file(path_);
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  std::string path_ = "/tmp/thoth-ledger-test-XXXXXX";
};

kafka::Delivery acknowledged(std::uint64_t entry) {
  return {entry, "t", 2, 40 + static_cast<std::int64_t>(entry), 1700000000000, 10, std::nullopt, kafka::Persisted::yes};
}

kafka::Delivery failed(std::uint64_t entry, kafka::Persisted persisted) {
  return {entry, "t", -1, -1, -1, 10, Error{ErrorCode::undelivered, "sending to", "t", "no answer", ""}, persisted};
}

}  // namespace

TEST_CASE("every end is counted once, and has its receipt") {
  const ReceiptsFile file;
  Receipts receipts = file.open();
  Ledger ledger(&receipts, Ledger::Counting::at_once);
  ledger.add(acknowledged(1));
  ledger.add(failed(2, kafka::Persisted::no));
  ledger.add(failed(3, kafka::Persisted::possibly));
  ledger.fail(4, "u\"", "too large");
  REQUIRE(receipts.close().has_value());
  CHECK(ledger.acknowledged() == 1);
  CHECK(ledger.bytes() == 10);
  CHECK(ledger.failures().numbers() == std::vector<std::uint64_t>{2, 3, 4});
  CHECK(file.content() ==
        R"({"entry":1,"topic":"t","partition":2,"offset":41,"timestamp":1700000000000,"error":null}
{"entry":2,"topic":"t","partition":null,"offset":null,"timestamp":null,"error":"no answer"}
{"entry":3,"topic":"t","partition":null,"offset":null,"timestamp":null,"error":"no answer; the cluster may have stored it anyway"}
{"entry":4,"topic":"u\"","partition":null,"offset":null,"timestamp":null,"error":"too large"}
)");
}

TEST_CASE("what a transaction holds counts when it is committed") {
  const ReceiptsFile file;
  Receipts receipts = file.open();
  Ledger ledger(&receipts, Ledger::Counting::on_commit);
  ledger.add(acknowledged(1));
  kafka::Delivery other = acknowledged(2);
  other.topic = "u";
  ledger.add(other);
  ledger.add(acknowledged(3));
  REQUIRE(receipts.close().has_value());
  CHECK(file.content().empty());
  ledger.commit();
  REQUIRE(receipts.close().has_value());
  const std::string content = file.content();
  CHECK(content.find(R"("entry":1,"topic":"t","partition":2,"offset":41)") != std::string::npos);
  CHECK(content.find(R"("entry":2,"topic":"u","partition":2,"offset":42)") != std::string::npos);
  CHECK(content.find(R"("entry":3,"topic":"t","partition":2,"offset":43)") != std::string::npos);
  CHECK(ledger.acknowledged() == 3);
}

TEST_CASE("what a transaction held does not count when it came to nothing") {
  const ReceiptsFile file;
  Receipts receipts = file.open();
  Ledger ledger(&receipts, Ledger::Counting::on_commit);
  ledger.add(acknowledged(1));
  ledger.void_acknowledged();
  ledger.commit();
  REQUIRE(receipts.close().has_value());
  CHECK(file.content().empty());
  CHECK(ledger.acknowledged() == 0);
}

TEST_CASE("receipts that cannot be written are trouble, told once") {
  Receipts receipts = std::move(*Receipts::open("/dev/full"));
  Ledger ledger(&receipts, Ledger::Counting::at_once);
  for (std::uint64_t entry = 1; entry < 3000; ++entry) ledger.add(acknowledged(entry));
  REQUIRE(ledger.error().has_value());
  CHECK(ledger.error()->code == ErrorCode::io);
  CHECK(ledger.acknowledged() == 2999);
}

TEST_CASE("undelivered entries are told by topic and reason, in order") {
  Undelivered undelivered;
  undelivered.add(5, "t", "too large");
  undelivered.add(1, "u", "timed out");
  undelivered.add(4, "t", "too large");
  undelivered.add(9, "t", "too large");
  CHECK(undelivered.count() == 4);
  CHECK(undelivered.lines() == std::vector<std::string>{"undelivered to t: 3 messages (entries 4-5, 9): too large",
                                                        "undelivered to u: 1 message (entry 1): timed out"});
  CHECK(undelivered.numbers() == std::vector<std::uint64_t>{1, 4, 5, 9});
}
