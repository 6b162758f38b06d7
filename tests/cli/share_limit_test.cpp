// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/share_limit.h"

#include <QTest>

using namespace batchroom;
using namespace batchroom::cli;

namespace {

Money cents(qint64 n)
{
    return Money::fromMicros(n * 10'000);
}

LimitShare share(qint64 used, qint64 waiting)
{
    return {cents(used), cents(waiting)};
}

} // namespace

class ShareLimitTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givesInQueueOrder_data()
    {
        QTest::addColumn<QList<LimitShare>>("batches");
        QTest::addColumn<qint64>("limit");
        QTest::addColumn<QList<qint64>>("caps");
        QTest::addColumn<qsizetype>("firstShort");
        using Shares = QList<LimitShare>;
        using Caps = QList<qint64>;
        const auto row = [](const char* name, const Shares& shares, qint64 limit, const Caps& caps, qsizetype first) {
            QTest::newRow(name) << shares << limit << caps << first;
        };
        row("one batch has it all", {share(0, 15)}, 10, {10}, 0);
        row("one batch keeps what is over", {share(0, 15)}, 40, {40}, 1);
        row("enough for all", {share(0, 6), share(0, 6)}, 20, {6, 14}, 2);
        row("exactly enough", {share(0, 6), share(0, 6)}, 12, {6, 6}, 2);
        row("the second is short", {share(0, 6), share(0, 6), share(0, 6)}, 10, {6, 4, 0}, 1);
        row("the first is short", {share(0, 6), share(0, 6)}, 4, {4, 0}, 0);
        row("what was used counts", {share(5, 3), share(2, 4)}, 12, {8, 4}, 1);
        row("more used than allowed", {share(9, 3), share(4, 4)}, 10, {9, 4}, 0);
        row("free images need nothing", {share(0, 0), share(0, 0)}, 10, {0, 10}, 2);
        row("no batches", {}, 10, {}, 0);
    }
    void givesInQueueOrder()
    {
        QFETCH(QList<LimitShare>, batches);
        QFETCH(qint64, limit);
        QFETCH(QList<qint64>, caps);
        QFETCH(qsizetype, firstShort);
        const SharedLimit shared = shareLimit(cents(limit), batches);
        QList<Money> expected;
        for (const qint64 cap : caps)
            expected.append(cents(cap));
        QCOMPARE(shared.caps, expected);
        QCOMPARE(shared.firstShort, firstShort);
    }
};

QTEST_GUILESS_MAIN(ShareLimitTest)
#include "share_limit_test.moc"
