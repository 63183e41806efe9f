// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstddef>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "kafka/positions.hpp"
#include "kafka/producer_impl.hpp"
#include "thoth/kafka/native.hpp"

namespace thoth::kafka {
namespace {

/// After an answer that asks for another try, so long is waited.
constexpr milliseconds time_between_tries{20};
/// librdkafka's calls begin with a question to its own thread. Where that thread is so late that the slice is over, the
/// next call may take the late answer for another one's, and says that the state is wrong.
constexpr int calls_with_wrong_state = 3;

ErrorCode transaction_code(rd_kafka_resp_err_t code) {
  switch (code) {
    case RD_KAFKA_RESP_ERR_INVALID_TRANSACTION_TIMEOUT:
      return ErrorCode::usage;
    case RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
    case RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE:
      return ErrorCode::unreachable;
    default:
      return ErrorCode::undelivered;
  }
}

const char* transaction_advice(rd_kafka_resp_err_t code) {
  switch (code) {
    case RD_KAFKA_RESP_ERR_INVALID_TRANSACTION_TIMEOUT:
      return "lower transaction.timeout.ms: it exceeds the broker's transaction.max.timeout.ms";
    case RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED:
      return "the user may not use this transactional.id";
    case RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE:
      return "transactions need Kafka 0.11 or later";
    default:
      return "";
  }
}

std::string in_quotes(const std::string& text) {
  return "\"" + text + "\"";
}

bool is_subscribed(rd_kafka_t* consumer) {
  rd_kafka_topic_partition_list_t* topics = nullptr;
  rd_kafka_subscription(consumer, &topics);
  const PartitionsHandle owned(topics);
  return owned && owned->cnt > 0;
}

std::string property(rd_kafka_t* consumer, const char* name) {
  std::array<char, 512> value{};
  std::size_t size = value.size();
  rd_kafka_conf_get(rd_kafka_conf(consumer), name, value.data(), &size);
  return value.data();
}

std::string bytes_of(const rd_kafka_consumer_group_metadata_t& metadata) {
  void* buffer = nullptr;
  std::size_t size = 0;
  const ErrorHandle failed(rd_kafka_consumer_group_metadata_write(&metadata, &buffer, &size));
  if (failed) return {};
  std::string bytes(static_cast<const char*>(buffer), size);
  rd_kafka_mem_free(nullptr, buffer);
  return bytes;
}

/// Without a generation and a member Kafka takes offsets from anyone, also from one whose partitions are another's by
/// now.
bool is_of_member(const rd_kafka_consumer_group_metadata_t& metadata, const std::string& group,
                  const std::string& instance) {
  const GroupMetadataHandle nobody(rd_kafka_consumer_group_metadata_new_with_genid(
      group.c_str(), -1, "", instance.empty() ? nullptr : instance.c_str()));
  return bytes_of(metadata) != bytes_of(*nobody);
}

/// In whose name offsets are committed: the group of a consumer, its generation, and the member. Errors: usage (the
/// consumer has subscribed to nothing), undelivered (it is no member of its group at the moment).
Result<GroupMetadataHandle> group_metadata(rd_kafka_t* consumer) {
  constexpr const char* doing = "sending offsets of";
  const std::string group = property(consumer, "group.id");
  if (!is_subscribed(consumer)) {
    return fail(ErrorCode::usage, doing, "a consumer", "it has not subscribed, so that it is in no group",
                "create it with Membership::group, and subscribe");
  }
  GroupMetadataHandle metadata(rd_kafka_consumer_group_metadata(consumer));
  if (metadata && is_of_member(*metadata, group, property(consumer, "group.instance.id"))) return metadata;
  Error error{ErrorCode::undelivered, doing, "group " + group, "the consumer is no member of it at the moment",
              "abort the transaction; polling the consumer joins the group again"};
  error.cause = Cause::evicted;
  return tl::unexpected<Error>(std::move(error));
}

/// What one call of librdkafka's on offsets needs, for as long as it takes.
struct Offsets {
  PartitionsHandle next;
  GroupMetadataHandle group;
};

/// Sends offsets in a thread of its own, as the call may last for socket.timeout.ms, whatever its own time is.
std::future<ErrorHandle> sent_offsets(rd_kafka_t* producer, std::shared_ptr<const Offsets> offsets, milliseconds time) {
  std::packaged_task<ErrorHandle()> call([producer, offsets = std::move(offsets), time] {
    const int count = static_cast<int>(std::max(time, milliseconds{1}).count());
    return ErrorHandle(
        rd_kafka_send_offsets_to_transaction(producer, offsets->next.get(), offsets->group.get(), count));
  });
  auto answer = call.get_future();
  std::thread(std::move(call)).detach();
  return answer;
}

}  // namespace

bool Producer::Impl::is_fencing(rd_kafka_resp_err_t code) {
  return code == RD_KAFKA_RESP_ERR__FENCED || code == RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH ||
         code == RD_KAFKA_RESP_ERR_PRODUCER_FENCED;
}

Error Producer::Impl::fenced(const char* doing) const {
  Error error = kafka_error(RD_KAFKA_RESP_ERR_PRODUCER_FENCED, doing, "transaction " + in_quotes(transactional_id),
                            "another producer with the transactional.id " + in_quotes(transactional_id) +
                                " has taken over; what this one had not committed was aborted",
                            "give each concurrent producer its own id");
  error.code = ErrorCode::undelivered;
  return error;
}

Error Producer::Impl::transaction_error(const rd_kafka_error_t& error, const char* doing) {
  const auto code = rd_kafka_error_code(&error);
  const bool is_fatal = rd_kafka_error_is_fatal(&error) != 0;
  if (is_fatal || rd_kafka_error_txn_requires_abort(&error) != 0) {
    if (transaction != Transaction::none) transaction = Transaction::must_abort;
    failure = is_fencing(code) ? fenced(doing).reason : rd_kafka_error_string(&error);
    failure_code = code;
  }
  if (is_fatal && is_fencing(code)) return fenced(doing);
  Error told = kafka_error(code, doing, "transaction " + in_quotes(transactional_id), rd_kafka_error_string(&error),
                           transaction_advice(code));
  told.code = transaction_code(code);
  if (is_fatal) told.cause = Cause::fatal;
  return told;
}

Error Producer::Impl::failed(const char* doing, std::string_view subject, const char* what, const char* advice) const {
  Error error{ErrorCode::undelivered, doing, std::string(subject), what + failure, advice};
  error.kafka_code = failure_code;
  return error;
}

Result<void> Producer::Impl::check_transaction(const char* doing, std::string_view subject) const {
  switch (transaction) {
    case Transaction::open:
      return {};
    case Transaction::must_abort:
      if (auto error = fatal()) return tl::unexpected<Error>(*std::move(error));
      return tl::unexpected<Error>(
          failed(doing, subject, "the transaction has failed: ", "abort it, and begin another"));
    case Transaction::none:
    case Transaction::committing:
    case Transaction::committed:
    case Transaction::aborted:
      break;
  }
  return fail(ErrorCode::usage, doing, std::string(subject), "no transaction is open",
              "a producer with a transactional.id can send only in transactions");
}

void Producer::Impl::note_failure(const rd_kafka_message_t& message) {
  if (transaction != Transaction::open && transaction != Transaction::committing) return;
  // Given up by librdkafka, which knows why; else the message itself says it.
  if (is_purged(message.err)) {
    look_at_transaction();
  } else {
    failure = delivery_error(message).text();
    failure_code = message.err;
  }
  transaction = Transaction::must_abort;
}

void Producer::Impl::look_at_transaction() {
  if (transaction != Transaction::open && transaction != Transaction::must_abort) return;
  // Beginning one while one is open changes nothing, and says what is wrong with that one.
  const ErrorHandle error(rd_kafka_begin_transaction(client->get()));
  if (error && rd_kafka_error_txn_requires_abort(error.get()) != 0) {
    static_cast<void>(transaction_error(*error, "checking"));
  }
}

Result<void> Producer::Impl::run(TransactionCall call, const char* doing, const Wait& wait) {
  int wrong_states = 0;
  std::string reason;
  while (!wait.over()) {
    const int time = static_cast<int>(std::max(wait.next(), milliseconds{1}).count());
    const ErrorHandle error(call(client->get(), time));
    rd_kafka_poll(client->get(), 0);
    if (!error) return {};
    const auto code = rd_kafka_error_code(error.get());
    const bool is_for_good =
        rd_kafka_error_is_fatal(error.get()) != 0 || rd_kafka_error_txn_requires_abort(error.get()) != 0;
    const bool may_be_late = code == RD_KAFKA_RESP_ERR__STATE && ++wrong_states < calls_with_wrong_state;
    if (is_for_good || (rd_kafka_error_is_retriable(error.get()) == 0 && !may_be_late)) {
      return tl::unexpected<Error>(transaction_error(*error, doing));
    }
    if (code == RD_KAFKA_RESP_ERR__TIMED_OUT) continue;
    reason = rd_kafka_error_string(error.get());
    rd_kafka_poll(client->get(), static_cast<int>(wait.next(time_between_tries).count()));
  }
  Error error = overtime(doing, wait);
  if (!wait.stopped() && !reason.empty() && client->outage_reason().empty()) error.reason = reason;
  return tl::unexpected<Error>(std::move(error));
}

Error Producer::Impl::overtime(const char* doing, const Wait& wait) const {
  Error error = client->wait_error(doing, wait);
  error.subject = "transaction " + in_quotes(transactional_id);
  return error;
}

Result<void> Producer::Impl::begin(const Wait& wait) {
  constexpr const char* doing = "beginning";
  const std::string subject = "transaction " + in_quotes(transactional_id);
  if (!is_transactional()) {
    return fail(ErrorCode::usage, doing, "transaction", "the producer has no transactional.id");
  }
  const bool is_over =
      transaction == Transaction::none || transaction == Transaction::committed || transaction == Transaction::aborted;
  if (!is_over) {
    return fail(ErrorCode::usage, doing, subject, "the previous one has not ended", "commit or abort it first");
  }
  transaction = Transaction::none;
  failure.clear();
  failure_code = 0;
  if (!is_initialized) {
    THOTH_TRY(run(&rd_kafka_init_transactions, doing, wait));
    is_initialized = true;
  }
  const ErrorHandle error(rd_kafka_begin_transaction(client->get()));
  if (error) return tl::unexpected<Error>(transaction_error(*error, doing));
  client->note_success();
  transaction = Transaction::open;
  return {};
}

Result<void> Producer::Impl::send_offsets(std::span<const Position> next, const Consumer& consumer, const Wait& wait) {
  constexpr const char* doing = "sending offsets in";
  const std::string subject = "transaction " + in_quotes(transactional_id);
  THOTH_TRY(check_transaction(doing, subject));
  if (next.empty()) return {};
  if (wait.stopped()) return fail(ErrorCode::interrupted, doing, subject, "interrupted");
  auto metadata = group_metadata(native_handle(consumer));
  if (!metadata) {
    if (metadata.error().cause == Cause::evicted) {
      failure = metadata.error().text();
      transaction = Transaction::must_abort;
    }
    return tl::unexpected<Error>(std::move(metadata).error());
  }
  const auto what = std::make_shared<const Offsets>(Offsets{list_of(next), *std::move(metadata)});
  for (;;) {
    // In one piece: a transaction whose offsets the group's coordinator does not take in the time of a call has failed.
    answer_for_offsets = sent_offsets(client->get(), what, wait.left());
    if (auto in_time = await_offsets(doing, wait); !in_time) {
      failure = in_time.error().text();
      transaction = Transaction::must_abort;
      return in_time;
    }
    const ErrorHandle error = answer_for_offsets.get();
    if (!error) return {};
    if (rd_kafka_error_code(error.get()) == RD_KAFKA_RESP_ERR__STATE) {
      // The transaction has failed during the call, of something else.
      look_at_transaction();
      THOTH_TRY(check_transaction(doing, subject));
    }
    if (rd_kafka_error_is_retriable(error.get()) == 0) return tl::unexpected<Error>(transaction_error(*error, doing));
    if (wait.over()) return tl::unexpected<Error>(overtime(doing, wait));
    poll(wait.next(time_between_tries));
  }
}

Result<void> Producer::Impl::await_offsets(const char* doing, const Wait& wait) {
  while (answer_for_offsets.valid() && answer_for_offsets.wait_for(wait.next()) != std::future_status::ready) {
    poll(milliseconds{0});
    if (wait.over()) return tl::unexpected<Error>(overtime(doing, wait));
  }
  poll(milliseconds{0});
  return {};
}

Result<void> Producer::Impl::commit(const Wait& wait) {
  constexpr const char* doing = "committing";
  const std::string subject = "transaction " + in_quotes(transactional_id);
  if (transaction != Transaction::open && transaction != Transaction::must_abort &&
      transaction != Transaction::committing) {
    return fail(ErrorCode::usage, doing, subject, "no transaction is open");
  }
  if (transaction != Transaction::committing) {
    // Waited for here and not in librdkafka's call, which could then be followed by no abort.
    THOTH_TRY(flush(wait));
    if (transaction == Transaction::must_abort) {
      return tl::unexpected<Error>(failed(doing, subject, "it has failed: ", "abort it"));
    }
    if (wait.stopped()) return fail(ErrorCode::interrupted, doing, subject, "interrupted");
    transaction = Transaction::committing;
  }
  auto committed = run(&rd_kafka_commit_transaction, doing, wait);
  if (committed) {
    transaction = Transaction::committed;
  } else if (transaction == Transaction::committing) {
    Error& error = committed.error();
    if (error.code == ErrorCode::unreachable) error.code = ErrorCode::undelivered;
    error.reason = "the outcome is unknown: the cluster has not confirmed the commit: " + error.reason;
    error.advice = "consume the topics with isolation.level=read_committed to see";
  }
  return committed;
}

Result<void> Producer::Impl::abort(const Wait& wait) {
  constexpr const char* doing = "aborting";
  const std::string subject = "transaction " + in_quotes(transactional_id);
  if (transaction == Transaction::committing) {
    return fail(ErrorCode::usage, doing, subject, "its commit is under way", "wait for its answer");
  }
  if (transaction != Transaction::open && transaction != Transaction::must_abort) {
    return fail(ErrorCode::usage, doing, subject, "no transaction is open");
  }
  transaction = Transaction::must_abort;
  // librdkafka takes no call while another is under way.
  THOTH_TRY(await_offsets(doing, wait));
  answer_for_offsets = {};
  THOTH_TRY(run(&rd_kafka_abort_transaction, doing, wait));
  transaction = Transaction::aborted;
  return {};
}

Result<void> Producer::begin_transaction(const Wait& wait) {
  return impl_->ended(impl_->begin(wait));
}

Result<void> Producer::send_offsets(std::span<const Position> next, const Consumer& consumer, const Wait& wait) {
  return impl_->ended(impl_->send_offsets(next, consumer, wait));
}

Result<void> Producer::commit_transaction(const Wait& wait) {
  return impl_->ended(impl_->commit(wait));
}

Result<void> Producer::abort_transaction(const Wait& wait) {
  return impl_->ended(impl_->abort(wait));
}

Transaction Producer::transaction() const {
  return impl_->transaction;
}

}  // namespace thoth::kafka
