// SPDX-License-Identifier: GPL-3.0-or-later
// How large a fault test is in this run, by which dice, and where its figures go.
#pragma once

#include <QDebug>
#include <QFile>
#include <QString>
#include <QTest>

namespace batchroom::test {

// BATCHROOM_FAULTS=long (./dev faults) asks for the sizes of the fault list; otherwise they fit into every test run.
inline bool isLongRun()
{
    return qEnvironmentVariable("BATCHROOM_FAULTS") == QLatin1StringView("long");
}

template <typename T>
T sized(T quick, T full)
{
    return isLongRun() ? full : quick;
}

// BATCHROOM_FAULT_SEED repeats another run.
inline quint32 faultSeed()
{
    bool isGiven = false;
    const quint32 seed = qEnvironmentVariable("BATCHROOM_FAULT_SEED").toUInt(&isGiven);
    return isGiven ? seed : 20261124;
}

// One line for the table of README.md; BATCHROOM_FAULT_FIGURES names a file that collects them.
inline void tellFigures(const QString& figures)
{
    const QString line =
        QStringLiteral("%1 (%2, seed %3): %4")
            .arg(QString::fromLatin1(QTest::currentTestFunction()),
                isLongRun() ? QStringLiteral("long") : QStringLiteral("quick"), QString::number(faultSeed()), figures);
    qInfo().noquote() << "figures:" << line;
    const QString path = qEnvironmentVariable("BATCHROOM_FAULT_FIGURES");
    QFile file(path);
    if (!path.isEmpty() && file.open(QIODevice::WriteOnly | QIODevice::Append))
        file.write(line.toUtf8() + '\n');
}

} // namespace batchroom::test
