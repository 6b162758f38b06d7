// SPDX-License-Identifier: GPL-3.0-or-later
// A project of resources/examples, copied into the build tree with its packages beside it. They are fetched once and
// again only when its package-lock.json has changed.
#pragma once

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>

#ifdef Q_OS_UNIX
#include <pwd.h>
#include <unistd.h>
#endif

namespace batchroom::test {

class NodeExample {
public:
    explicit NodeExample(const QString& name)
        : m_folder(QDir::cleanPath(qEnvironmentVariable("BATCHROOM_BIN_DIR") + QStringLiteral("/../examples/") + name))
    {
        if (QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty()
            || QStandardPaths::findExecutable(QStringLiteral("npm")).isEmpty()) {
            m_missing = QStringLiteral("there is no node and npm on this machine; ./dev test installs them");
            return;
        }
        copyFiles(qEnvironmentVariable("BATCHROOM_SOURCE_DIR") + QStringLiteral("/resources/examples/") + name);
        const QByteArray wanted = QCryptographicHash::hash(
            contentOf(m_folder + QStringLiteral("/package-lock.json")), QCryptographicHash::Sha256)
                                      .toHex();
        const QString mark = m_folder + QStringLiteral("/node_modules/.fetched");
        if (contentOf(mark) == wanted)
            return;
        fetchPackages();
        if (m_missing.isEmpty() && m_failure.isEmpty())
            write(mark, wanted);
    }

    const QString& folder() const { return m_folder; }
    const QString& missing() const { return m_missing; } // what this machine lacks: a reason to skip
    const QString& failure() const { return m_failure; } // npm does not want the project

private:
    static QByteArray contentOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void write(const QString& path, const QByteArray& content)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s cannot be written", qPrintable(path));
    }

    void copyFiles(const QString& source) const
    {
        QDir target(m_folder);
        target.mkpath(QStringLiteral("."));
        for (const QString& old : target.entryList(QDir::Files))
            target.remove(old);
        for (const QString& file : QDir(source).entryList(QDir::Files))
            write(target.filePath(file), contentOf(source + QLatin1Char('/') + file));
    }

    void fetchPackages()
    {
        const auto [fetched, story] = npm({QStringLiteral("ci"), QStringLiteral("--ignore-scripts"),
            QStringLiteral("--prefer-offline"), QStringLiteral("--no-audit"), QStringLiteral("--no-fund")});
        if (fetched)
            return;
        const auto [isThere, answer] = npm({QStringLiteral("ping")});
        if (isThere)
            m_failure = QStringLiteral("npm ci in ") + m_folder + QLatin1Char('\n') + story;
        else
            m_missing = QStringLiteral("the npm registry cannot be reached:\n") + answer;
    }

    std::pair<bool, QString> npm(const QStringList& arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.setProcessEnvironment(npmEnvironment());
        process.start(QStringLiteral("npm"),
            arguments
                + QStringList{QStringLiteral("--fetch-retries=2"), QStringLiteral("--fetch-retry-mintimeout=1000"),
                    QStringLiteral("--fetch-retry-maxtimeout=3000"), QStringLiteral("--fetch-timeout=20000")});
        const bool isDone = process.waitForFinished(180'000) && process.exitStatus() == QProcess::NormalExit;
        return {isDone && process.exitCode() == 0, QString::fromUtf8(process.readAll())};
    }

    // Tests have a home of their own; a registry or proxy that somebody needs is named in the real one.
    static QProcessEnvironment npmEnvironment()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
#ifdef Q_OS_UNIX
        const passwd* person = getpwuid(getuid());
        const QString name = QStringLiteral("NPM_CONFIG_USERCONFIG");
        if (person != nullptr && !environment.contains(name))
            environment.insert(name, QString::fromLocal8Bit(person->pw_dir) + QStringLiteral("/.npmrc"));
#endif
        return environment;
    }

    QString m_folder;
    QString m_missing;
    QString m_failure;
};

} // namespace batchroom::test
