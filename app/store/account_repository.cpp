// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/account_repository.h"

#include "app/store/job_repository.h"
#include "app/store/query.h"

namespace batchroom {

namespace {

Account accountFrom(const Row& row)
{
    Account account{.name = row.text(0), .placeLimit = row.get<std::optional<int>>(1), .hold = {}};
    // A hold whose word is not known is still a hold.
    if (!row.isNull(2))
        account.hold = Hold{holdReasonFromName(row.text(2)).value_or(HoldReason::NotAllowed), row.text(3)};
    return account;
}

Result<void> withoutCount(const Result<qint64>& changed)
{
    if (!changed)
        return changed.error();
    return {};
}

QString priceSetting(const QString& account)
{
    return QStringLiteral("hold.price.") + account;
}

} // namespace

AccountRepository::AccountRepository(Connection& connection)
    : m_connection(connection)
{
}

Result<QList<Account>> AccountRepository::all() const
{
    Query query(
        m_connection, QStringLiteral("SELECT name, place_limit, hold_reason, hold_message FROM account ORDER BY name"));
    Result<QList<Account>> accounts = query.all(accountFrom);
    if (accounts)
        for (Account& account : *accounts)
            if (Result<void> added = addPriceAsked(account); !added)
                return added.error();
    return accounts;
}

Result<std::optional<Account>> AccountRepository::find(const QString& name) const
{
    Query query(m_connection,
        QStringLiteral("SELECT name, place_limit, hold_reason, hold_message FROM account WHERE name = ?"));
    Result<std::optional<Account>> account = query.bind(name).first(accountFrom);
    if (account && *account)
        if (Result<void> added = addPriceAsked(**account); !added)
            return added.error();
    return account;
}

Result<void> AccountRepository::addPriceAsked(Account& account) const
{
    if (!account.hold)
        return {};
    const Result<std::optional<PriceAsked>> asked = priceAsked(account.name);
    if (!asked)
        return asked.error();
    account.hold->asked = *asked;
    return {};
}

Result<bool> AccountRepository::hold(const QString& name, const Hold& hold, qint64 nowMs)
{
    return execute(m_connection,
        QStringLiteral("UPDATE account SET hold_reason = ?, hold_message = ?, hold_since_ms = ? "
                       "WHERE name = ? AND hold_reason IS NULL"),
        holdReasonName(hold.reason), hold.message, nowMs, name)
        .andThen([&](qint64 changed) -> Result<bool> {
            if (changed == 0)
                return false;
            return keepPriceAsked(name, hold.asked).andThen([] { return Result<bool>(true); });
        });
}

// Kept beside the hold: one line of micro-dollars, one with the option set.
Result<void> AccountRepository::keepPriceAsked(const QString& account, const std::optional<PriceAsked>& asked)
{
    if (!asked)
        return withoutCount(
            execute(m_connection, QStringLiteral("DELETE FROM setting WHERE name = ?"), priceSetting(account)));
    return withoutCount(execute(m_connection,
        QStringLiteral("INSERT INTO setting (name, value) VALUES (?, ?) "
                       "ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
        priceSetting(account),
        QStringLiteral("%1\n%2").arg(asked->price.micros()).arg(QString::fromUtf8(asked->options))));
}

Result<std::optional<PriceAsked>> AccountRepository::priceAsked(const QString& account) const
{
    return selectValue<QString>(
        m_connection, QStringLiteral("SELECT value FROM setting WHERE name = ?"), priceSetting(account))
        .map([](const std::optional<QString>& kept) -> std::optional<PriceAsked> {
            if (!kept)
                return std::nullopt;
            const qsizetype end = kept->indexOf(QLatin1Char('\n'));
            return PriceAsked{kept->mid(end + 1).toUtf8(), Money::fromMicros(kept->left(end).toLongLong())};
        });
}

Result<void> AccountRepository::acceptPriceAsked(const QString& account)
{
    const Result<std::optional<PriceAsked>> asked = priceAsked(account);
    if (!asked)
        return asked.error();
    if (!*asked)
        return {};
    return JobRepository(m_connection).acceptPrice(account, **asked).andThen([&] {
        return keepPriceAsked(account, std::nullopt);
    });
}

Result<bool> AccountRepository::release(const QString& name)
{
    if (Result<void> forgotten = keepPriceAsked(name, std::nullopt); !forgotten)
        return forgotten.error();
    return execute(m_connection,
        QStringLiteral("UPDATE account SET hold_reason = NULL, hold_message = NULL, hold_since_ms = NULL "
                       "WHERE name = ? AND hold_reason IS NOT NULL"),
        name)
        .map([](qint64 changed) { return changed > 0; });
}

Result<void> AccountRepository::setPlaceLimit(const QString& name, std::optional<int> limit)
{
    return withoutCount(
        execute(m_connection, QStringLiteral("UPDATE account SET place_limit = ? WHERE name = ?"), limit, name));
}

Result<SpendSummary> AccountRepository::spend(const QString& name, qint64 dayStartMs, qint64 monthStartMs) const
{
    SpendSummary spend;
    spend.account = name;
    Query query(m_connection,
        QStringLiteral(
            "SELECT billed, intent_ms >= ?, intent_ms >= ?, SUM(price_micros) FROM attempt "
            "WHERE account = ? AND (billed IN ('pending', 'unknown') OR (billed = 'yes' AND intent_ms >= ?)) "
            "GROUP BY 1, 2, 3"));
    const Result<void> summed =
        query.bind(dayStartMs, monthStartMs, name, std::min(dayStartMs, monthStartMs)).each([&](const Row& row) {
            const QString billed = row.text(0);
            const Money money = row.money(3);
            if (billed == QLatin1StringView("pending"))
                spend.committed += money;
            else if (billed == QLatin1StringView("unknown"))
                spend.unknown += money;
            else {
                if (row.flag(1))
                    spend.today += money;
                if (row.flag(2))
                    spend.thisMonth += money;
            }
        });
    if (!summed)
        return summed.error();
    return spend;
}

Result<bool> AccountRepository::isQueuePaused() const
{
    return selectValue<QString>(m_connection, QStringLiteral("SELECT value FROM setting WHERE name = 'queue.paused'"))
        .map([](const std::optional<QString>& value) { return value == QStringLiteral("1"); });
}

Result<void> AccountRepository::setQueuePaused(bool isPaused)
{
    return withoutCount(execute(m_connection,
        QStringLiteral("INSERT INTO setting (name, value) VALUES ('queue.paused', ?) "
                       "ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
        isPaused ? QStringLiteral("1") : QStringLiteral("0")));
}

} // namespace batchroom
