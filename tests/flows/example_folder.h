// SPDX-License-Identifier: GPL-3.0-or-later
// What the flows of both examples have in common: a folder, the Sandbox and a few words.
#pragma once

#include "tests/support/cli_process.h"
#include "tests/support/line_process.h"
#include "tests/support/node_example.h"

#include <QTemporaryDir>

namespace batchroom::test {

inline const QString what = QStringLiteral("what"); // the examples' word for what a line of their log is about
inline const QByteArray newSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
inline const QByteArray oldSecret = "a secret that is no base64: ü";

inline QString text(const QJsonObject& object, const char* name)
{
    return object.value(QLatin1StringView(name)).toString();
}

class ExampleFolder {
public:
    QString path(const char* name) const { return m_folder.filePath(QLatin1StringView(name)); }
    QString write(const char* name, const QByteArray& text) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("%s cannot be written", name);
        return path(name);
    }
    std::unique_ptr<SandboxProcess> sandbox(const QByteArray& rules) const
    {
        return std::make_unique<SandboxProcess>(QStringList{QStringLiteral("--latency"), QStringLiteral("10"),
            QStringLiteral("--faults"), write("faults.json", R"({"rules":)" + rules + '}')});
    }
    // Whole, as the command line tells it.
    QList<QJsonObject> listing(const QString& command, const QString& type) const
    {
        return runCli({command, QStringLiteral("--library"), path("library"), QStringLiteral("--json")}).lines(type);
    }

private:
    QTemporaryDir m_folder;
};

} // namespace batchroom::test
