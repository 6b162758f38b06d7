// SPDX-License-Identifier: GPL-3.0-or-later
// A value or an Error. Close to std::expected in names; [[nodiscard]] by type.
#pragma once

#include "app/core/error.h"

#include <QtGlobal>

#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace batchroom {

template <typename T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }
    Result(ErrorCode code, QString what, QString detail = {})
        : m_state(std::in_place_index<1>, Error{code, std::move(what), std::move(detail)})
    {
    }

    explicit operator bool() const { return m_state.index() == 0; }
    bool hasValue() const { return m_state.index() == 0; }

    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(value()); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    const Error& error() const
    {
        Q_ASSERT(!hasValue());
        return std::get<1>(m_state);
    }
    T valueOr(T fallback) const { return hasValue() ? value() : std::move(fallback); }

    // F: T -> Result<U>
    template <typename F>
    auto andThen(F&& next) && -> std::invoke_result_t<F, T&&>
    {
        if (!hasValue())
            return error();
        return std::forward<F>(next)(std::move(value()));
    }
    // F: T -> U
    template <typename F>
    auto map(F&& convert) && -> Result<std::invoke_result_t<F, T&&>>
    {
        if (!hasValue())
            return error();
        return std::forward<F>(convert)(std::move(value()));
    }

private:
    T& value()
    {
        Q_ASSERT(hasValue());
        return std::get<0>(m_state);
    }
    const T& value() const
    {
        Q_ASSERT(hasValue());
        return std::get<0>(m_state);
    }
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void> {
public:
    using value_type = void;

    Result() = default;
    Result(Error error)
        : m_error(std::in_place, std::move(error))
    {
    }
    Result(ErrorCode code, QString what, QString detail = {})
        : m_error(std::in_place, Error{code, std::move(what), std::move(detail)})
    {
    }

    explicit operator bool() const { return !m_error; }
    bool hasValue() const { return !m_error; }
    const Error& error() const
    {
        Q_ASSERT(m_error);
        return *m_error;
    }
    // F: () -> Result<U>
    template <typename F>
    auto andThen(F&& next) && -> std::invoke_result_t<F>
    {
        if (m_error)
            return *m_error;
        return std::forward<F>(next)();
    }

private:
    std::optional<Error> m_error;
};

} // namespace batchroom
