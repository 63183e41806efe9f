// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#pragma GCC visibility push(default)

namespace thoth {

template <class T>
class Required;

namespace detail {

/// Makes the empty instance that a decoder fills and that shows a struct's defaults. Nobody else can leave out what is
/// required.
struct Blank {
  template <class M>
  static M make() {
    return M{};
  }
};

template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;

/// Whether a U given for a required T means what it says: no number made a boolean, no integer cut, no null.
template <class U, class T>
consteval bool means() {
  using Bare = std::remove_cvref_t<U>;
  if constexpr (std::same_as<Bare, std::nullptr_t>) {
    return false;
  } else if constexpr (std::same_as<T, bool>) {
    return std::same_as<Bare, bool>;
  } else if constexpr (std::integral<T>) {
    return std::integral<Bare> && !std::same_as<Bare, bool> && !std::same_as<Bare, char> &&
           (std::is_signed_v<Bare> ? sizeof(Bare) <= sizeof(T) : sizeof(Bare) < sizeof(T));
  } else if constexpr (std::same_as<T, std::string>) {
    return std::convertible_to<U, std::string_view>;
  } else {
    return std::convertible_to<U, T>;
  }
}

template <class U, class T>
concept Given = !std::same_as<std::remove_cvref_t<U>, Required<T>> && means<U, T>();

template <class T>
concept Vector = is_vector<T>;

template <class T>
concept Text = std::same_as<T, std::string>;
template <class U>
concept Piece = std::same_as<U, char> || std::convertible_to<const U&, std::string_view>;

}  // namespace detail

/// A member that must be given: a struct whose Required member is left out of its initializer does not compile, nor
/// does one that is given another type. It reads as its T: it converts to a `const T&`, compares, goes into a stream
/// and into fmt::format, and text also converts to a std::string_view and is concatenated with `+`. Where a template
/// wants T itself, write `*member`; `member->` has what T has.
template <class T>
class Required {
 public:
  using Value = T;

  /// Takes anything that is a T without loss: text for a string, an integer that fits, a vector, a struct.
  template <detail::Given<T> U>
  Required(U&& value) : value_(static_cast<T>(std::forward<U>(value))) {}  // NOLINT: meant to be implicit

  /// Takes the items of an array in braces.
  template <detail::Vector Array = T>
  Required(std::initializer_list<typename Array::value_type> items) : value_(items) {}  // NOLINT: as above

  operator const T&() const& { return value_; }    // NOLINT: as above
  operator T&&() && { return std::move(value_); }  // NOLINT: as above
  /// A view of text, valid as long as the member is not changed.
  operator std::string_view() const  // NOLINT: as above
      requires detail::Text<T> {
    return value_;
  }
  [[nodiscard]] const T& operator*() const { return value_; }
  [[nodiscard]] T& operator*() { return value_; }
  [[nodiscard]] const T* operator->() const { return &value_; }
  [[nodiscard]] T* operator->() { return &value_; }

  friend bool operator==(const Required& a, const Required& b) { return a.value_ == b.value_; }
  /// Compares with whatever could be given for it.
  template <detail::Given<T> U>
  friend bool operator==(const Required& a, const U& b) {
    return a.value_ == b;
  }
  friend auto operator<=>(const Required& a, const Required& b) requires std::three_way_comparable<T> {
    return a.value_ <=> b.value_;
  }
  template <detail::Given<T> U>
  requires std::three_way_comparable_with<T, U>
  friend auto operator<=>(const Required& a, const U& b) { return a.value_ <=> b; }

  friend std::string operator+(const Required& a, const Required& b) requires detail::Text<T> {
    return a.value_ + b.value_;
  }
  template <detail::Piece U>
  requires detail::Text<T>
  friend std::string operator+(const Required& a, const U& b) { return std::string(a.value_) += b; }
  template <detail::Piece U>
  requires detail::Text<T>
  friend std::string operator+(const U& a, const Required& b) { return (std::string() += a) += b.value_; }

  template <class Character, class Traits>
  friend auto operator<<(std::basic_ostream<Character, Traits>& out, const Required& member)
      -> decltype(out << *member) {
    return out << *member;
  }
  /// What fmt 10 and later format in its place; text is formatted by every version.
  friend const T& format_as(const Required& member) { return member.value_; }

 private:
  friend struct detail::Blank;
  Required() = default;

  T value_ = detail::Blank::make<T>();
};

}  // namespace thoth

#pragma GCC visibility pop
