// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deliver/name_template_edit.h"
#include "ui/deliver/stage_layout.h"

#include <QTest>

using namespace batchroom;

class StageLayoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsShapesInsideTheArea_data()
    {
        QTest::addColumn<QSize>("area");
        QTest::addColumn<QSize>("picture");
        QTest::addColumn<QSize>("result");
        QTest::newRow("portrait and story") << QSize(700, 430) << QSize(1024, 1280) << QSize(1080, 1920);
        QTest::newRow("square and header") << QSize(640, 300) << QSize(1024, 1024) << QSize(1500, 500);
        QTest::newRow("wide and skyscraper") << QSize(1200, 700) << QSize(2048, 768) << QSize(160, 600);
        QTest::newRow("narrow window") << QSize(280, 250) << QSize(1024, 1024) << QSize(1080, 1080);
    }
    void keepsShapesInsideTheArea()
    {
        QFETCH(QSize, area);
        QFETCH(QSize, picture);
        QFETCH(QSize, result);
        const QRect whole(QPoint(24, 40), area);
        const StageLayout layout = stageLayout(whole, picture, result, 24);
        QVERIFY(whole.contains(layout.picture));
        QVERIFY(whole.contains(layout.result));
        QVERIFY(layout.result.left() - layout.picture.right() >= 24);
        for (const auto& [shape, rect] : {std::pair(picture, layout.picture), std::pair(result, layout.result)}) {
            QVERIFY(rect.width() >= 30 && rect.height() >= 30);
            const double off = double(rect.width()) * shape.height() - double(rect.height()) * shape.width();
            QVERIFY(std::abs(off) <= 1.5 * std::max(shape.width(), shape.height()));
        }
    }

    void isEmptyWithoutRoom()
    {
        QVERIFY(stageLayout(QRect(0, 0, 20, 400), QSize(10, 10), QSize(10, 10), 24).picture.isEmpty());
        QVERIFY(stageLayout(QRect(0, 0, 400, 400), QSize(), QSize(10, 10), 24).picture.isEmpty());
    }

    void findsTheFieldsOfATemplate()
    {
        const QList<std::pair<int, int>> fields = templateFields(QStringLiteral("a_{name}_{n:03}{"));
        QCOMPARE(fields.size(), 2);
        QCOMPARE(fields[0], std::pair(2, 6));
        QCOMPARE(fields[1], std::pair(9, 6));
    }
};

QTEST_MAIN(StageLayoutTest)
#include "stage_layout_test.moc"
