#include "thoth/timestamp.hpp"

#include <chrono>

namespace thoth::file {
namespace {

/// Takes fixed fields off the front of a text; remembers whether all were there.
class Fields {
 public:
  explicit Fields(std::string_view text) : rest_(text) {}

  int number(std::size_t digits) {
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (rest_.empty() || rest_[0] < '0' || rest_[0] > '9') {
        good_ = false;
        return 0;
      }
      value = value * 10 + (rest_[0] - '0');
      rest_.remove_prefix(1);
    }
    return value;
  }

  /// Takes one of the characters in `any_of`; 0 if there is none.
  char one(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_[0]) == std::string_view::npos) return 0;
    const char taken = rest_[0];
    rest_.remove_prefix(1);
    return taken;
  }

  void need(std::string_view any_of) { good_ = one(any_of) != 0 && good_; }

  /// Milliseconds of a fraction's digits.
  int fraction() {
    int value = 0;
    int weight = 100;
    if (rest_.empty() || rest_[0] < '0' || rest_[0] > '9') good_ = false;
    while (!rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9') {
      value += (rest_[0] - '0') * weight;
      weight /= 10;
      rest_.remove_prefix(1);
    }
    return value;
  }

  [[nodiscard]] bool done() const { return good_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

std::chrono::minutes offset(Fields& fields) {
  const char sign = fields.one("+-");
  if (sign == 0) {
    fields.need("Zz");
    return std::chrono::minutes(0);
  }
  const int hours = fields.number(2);
  fields.need(":");
  const int minutes = fields.number(2);
  if (hours > 23 || minutes > 59) fields.need("");
  const auto length = std::chrono::minutes(hours * 60 + minutes);
  return sign == '+' ? length : -length;
}

}  // namespace

std::optional<std::int64_t> parse_rfc3339(std::string_view text) {
  namespace chr = std::chrono;
  Fields fields(text);
  const int year = fields.number(4);
  fields.need("-");
  const int month = fields.number(2);
  fields.need("-");
  const int day = fields.number(2);
  fields.need("Tt ");
  const int hour = fields.number(2);
  fields.need(":");
  const int minute = fields.number(2);
  fields.need(":");
  const int second = fields.number(2);
  const int millisecond = fields.one(".") != 0 ? fields.fraction() : 0;
  const auto zone = offset(fields);
  const auto date = chr::year(year) / month / day;
  // Second 60 is a leap second's; the epoch's count has none, so it is the next minute's first.
  if (!fields.done() || !date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  const chr::milliseconds since_epoch = chr::sys_days(date).time_since_epoch() + chr::hours(hour) +
                                        chr::minutes(minute) + chr::seconds(second) + chr::milliseconds(millisecond) -
                                        zone;
  if (since_epoch.count() < 0) return std::nullopt;
  return since_epoch.count();
}

}  // namespace thoth::file
