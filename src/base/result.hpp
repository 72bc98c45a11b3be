#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

#include "base/error_codes.hpp"

namespace labelscape {

/// What went wrong, in words for the user: what happened, where, and what to do about it.
struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string message;
};

/// A value or the reason why there is none.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }

    /// Only when ok().
    T& value() { assert(ok()); return *std::get_if<0>(&state_); }
    const T& value() const { assert(ok()); return *std::get_if<0>(&state_); }
    T& operator*() { return value(); }
    const T& operator*() const { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    /// Only when not ok().
    const Error& error() const { assert(!ok()); return *std::get_if<1>(&state_); }

private:
    std::variant<T, Error> state_;
};

/// Success or an error.
class [[nodiscard]] Status {
public:
    Status() = default;
    Status(Error error) : failed_(true), error_(std::move(error)) {}

    bool ok() const { return !failed_; }
    explicit operator bool() const { return ok(); }
    /// Only when not ok().
    const Error& error() const { assert(failed_); return error_; }

private:
    bool failed_ = false;
    Error error_;
};

}  // namespace labelscape
