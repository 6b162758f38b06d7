// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/transition_log.h"

#include <QTest>

using namespace batchroom;

class TransitionLogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thePromptIsNotRepeated_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("kept");
        const QString prompt = QStringLiteral("A lighthouse in the storm, oil on canvas");
        QTest::newRow("nothing to hide") << QStringLiteral("No credit left.") << prompt
                                         << QStringLiteral("No credit left.");
        QTest::newRow("all of it") << QStringLiteral("Refused: “") + prompt + QStringLiteral("”.") << prompt
                                   << QStringLiteral("Refused: “…”.");
        QTest::newRow("the beginning, cut")
            << QStringLiteral("Refused: A lighthouse in the st!") << prompt << QStringLiteral("Refused: …!");
        QTest::newRow("in capitals") << QStringLiteral("REFUSED: OIL ON CANVAS") << prompt
                                     << QStringLiteral("REFUSED:…");
        QTest::newRow("a short prompt") << QStringLiteral("No cat here, Cat!") << QStringLiteral("cat")
                                        << QStringLiteral("No … here, …!");
        QTest::newRow("a word of it") << QStringLiteral("The storm is too strong.") << prompt
                                      << QStringLiteral("The storm is too strong.");
    }
    void thePromptIsNotRepeated()
    {
        QFETCH(QString, message);
        QFETCH(QString, prompt);
        QFETCH(QString, kept);
        QCOMPARE(withoutPrompt(message, prompt), kept);
    }
};

QTEST_GUILESS_MAIN(TransitionLogTest)
#include "transition_log_test.moc"
