// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/stored_caps.h"

#include <QDir>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

class StoredCapsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home->path());
    }

    void areThoseOfThePreferences()
    {
        Preferences wanted;
        wanted.caps = {std::nullopt, *Money::fromText(u"20"), *Money::fromText(u"200.000001")};
        PreferencesStore().save(wanted);
        const Result<Preferences::Caps> caps = storedCaps();
        QVERIFY(caps);
        QCOMPARE(*caps, wanted.caps);
    }

    void areNoneWithoutAFileAndNoneIsMade()
    {
        const Result<Preferences::Caps> caps = storedCaps();
        QVERIFY(caps);
        QCOMPARE(*caps, Preferences::Caps());
        QVERIFY(!QFile::exists(filePath()));
    }

    void areNeverNoneBecauseTheFileCannotBeRead_data()
    {
        QTest::addColumn<QByteArray>("ini");
        QTest::newRow("words") << QByteArray("[caps]\nday=lots\n");
        QTest::newRow("nothing after the sign") << QByteArray("[caps]\nday=\n");
        QTest::newRow("a list") << QByteArray("[caps]\nday=20,50\n");
        QTest::newRow("negative") << QByteArray("[caps]\nmonth=-5\n");
        QTest::newRow("torn") << QByteArray("[caps]\nbatch=5\nda");
        QTest::newRow("an empty file") << QByteArray();
        QTest::newRow("zero bytes") << QByteArray(64, '\0');
    }
    void areNeverNoneBecauseTheFileCannotBeRead()
    {
        QFETCH(QByteArray, ini);
        QVERIFY(QDir().mkpath(QFileInfo(filePath()).path()));
        QFile file(filePath());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(ini), ini.size());
        file.close();
        const Result<Preferences::Caps> caps = storedCaps();
        QVERIFY(!caps);
        QVERIFY2(caps.error().what.contains(QStringLiteral("nothing is paid for")), qPrintable(caps.error().what));
        QVERIFY(caps.error().detail.contains(QStringLiteral("batchroom.ini")));
    }

    void areNeverNoneBecauseSomethingElseStandsInTheFilesPlace()
    {
        QVERIFY(QDir().mkpath(filePath()));
        QVERIFY(!storedCaps());
        QVERIFY(QDir().rmdir(filePath()));
        QVERIFY(QFile::link(m_home->filePath(QStringLiteral("nowhere")), filePath()));
        QVERIFY(!storedCaps());
    }

private:
    QString filePath() const { return m_home->filePath(QStringLiteral("Batchroom/batchroom.ini")); }
    std::unique_ptr<QTemporaryDir> m_home;
};

QTEST_GUILESS_MAIN(StoredCapsTest)
#include "stored_caps_test.moc"
