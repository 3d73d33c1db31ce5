// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The house as docs/ARCHITECTURE.md draws it: a package uses lower layers only. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.psycopg4j")
          .that(not(resideInAnyPackage("org.psycopg4j.testkit..")));

  @Test
  void thereIsSomethingToCheck() {
    assertThat(CLASSES.contain("org.psycopg4j.Connection")).isTrue();
    assertThat(CLASSES.contain("org.psycopg4j.errors.UniqueViolation")).isTrue();
  }

  @Test
  void packagesUseLowerLayersOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("org.psycopg4j..")
        .layer("sql")
        .definedBy("org.psycopg4j.sql..")
        .optionalLayer("pool")
        .definedBy("org.psycopg4j.pool..")
        .optionalLayer("places")
        .definedBy("org.psycopg4j.internal.pool..")
        .optionalLayer("async")
        .definedBy("org.psycopg4j.async..")
        .layer("notify")
        .definedBy("org.psycopg4j.notify..")
        .optionalLayer("replication")
        .definedBy("org.psycopg4j.replication..")
        .layer("face")
        .definedBy("org.psycopg4j")
        .optionalLayer("copy")
        .definedBy("org.psycopg4j.copy..")
        .optionalLayer("copying")
        .definedBy("org.psycopg4j.internal.copy..")
        .layer("largeobject")
        .definedBy("org.psycopg4j.internal.largeobject..")
        .layer("session")
        .definedBy("org.psycopg4j.internal.session..")
        .layer("net")
        .definedBy("org.psycopg4j.internal.net..")
        .layer("prepared")
        .definedBy("org.psycopg4j.internal.prepared..")
        .layer("query")
        .definedBy("org.psycopg4j.internal.query..")
        .layer("catalog")
        .definedBy("org.psycopg4j.internal.catalog..")
        .layer("rows")
        .definedBy("org.psycopg4j.internal.rows..")
        .layer("values")
        .definedBy("org.psycopg4j.internal.types..")
        .layer("engine")
        .definedBy("org.psycopg4j.internal.engine..")
        .layer("tls")
        .definedBy("org.psycopg4j.internal.tls..")
        .layer("conninfo")
        .definedBy("org.psycopg4j.internal.conninfo..")
        .layer("tokens")
        .definedBy("org.psycopg4j.oauth..")
        .layer("device")
        .definedBy("org.psycopg4j.internal.oauth..")
        .layer("json")
        .definedBy("org.psycopg4j.internal.json..")
        .layer("gss")
        .definedBy("org.psycopg4j.internal.gss..")
        .layer("types")
        .definedBy("org.psycopg4j.types..")
        .layer("wire")
        .definedBy("org.psycopg4j.internal.wire..")
        .layer("errors")
        .definedBy("org.psycopg4j.errors..")
        .whereLayer("sql")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("pool")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("places")
        .mayOnlyBeAccessedByLayers("pool")
        .whereLayer("async")
        .mayOnlyBeAccessedByLayers("pool")
        .whereLayer("replication")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("notify")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("face")
        .mayOnlyBeAccessedByLayers("sql", "async", "replication", "notify", "pool")
        .whereLayer("largeobject")
        .mayOnlyBeAccessedByLayers("face")
        .whereLayer("copying")
        .mayOnlyBeAccessedByLayers("face", "async")
        .whereLayer("copy")
        .mayOnlyBeAccessedByLayers("face", "async", "copying")
        .whereLayer("session")
        .mayOnlyBeAccessedByLayers(
            "face", "async", "replication", "copying", "largeobject", "notify", "pool")
        .whereLayer("net")
        .mayOnlyBeAccessedByLayers("face", "session", "async")
        .whereLayer("prepared")
        .mayOnlyBeAccessedByLayers("face", "session", "net", "async")
        .whereLayer("query")
        .mayOnlyBeAccessedByLayers("sql", "face", "async", "prepared")
        .whereLayer("catalog")
        .mayOnlyBeAccessedByLayers("face")
        .whereLayer("rows")
        .mayOnlyBeAccessedByLayers("face")
        .whereLayer("values")
        .mayOnlyBeAccessedByLayers(
            "face",
            "query",
            "catalog",
            "rows",
            "prepared",
            "session",
            "copying",
            "replication",
            "async")
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers(
            "face", "session", "net", "prepared", "copying", "largeobject", "replication", "async")
        .whereLayer("conninfo")
        .mayOnlyBeAccessedByLayers("face", "session", "net", "tls", "catalog")
        .whereLayer("tls")
        .mayOnlyBeAccessedByLayers("net")
        .whereLayer("tokens")
        .mayOnlyBeAccessedByLayers("face", "net", "conninfo")
        .whereLayer("device")
        .mayOnlyBeAccessedByLayers("tokens")
        .whereLayer("gss")
        .mayOnlyBeAccessedByLayers("net", "engine")
        .whereLayer("json")
        .mayOnlyBeAccessedByLayers("device", "engine")
        .whereLayer("types")
        .mayOnlyBeAccessedByLayers(
            "sql",
            "face",
            "query",
            "catalog",
            "rows",
            "values",
            "prepared",
            "copying",
            "replication",
            "async")
        .whereLayer("wire")
        .mayOnlyBeAccessedByLayers(
            "face",
            "session",
            "net",
            "prepared",
            "rows",
            "values",
            "engine",
            "copying",
            "largeobject",
            "replication",
            "async")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.psycopg4j.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyNetHasSockets() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.psycopg4j.internal.net..",
            "org.psycopg4j.internal.tls..",
            "org.psycopg4j.internal.oauth..",
            "org.psycopg4j.oauth..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.net..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.net.Socket")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.nio.channels.NetworkChannel.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.nio.channels.Selector.class)
        .check(CLASSES);
  }

  @Test
  void onlyTheDeviceFlowSpeaksHttp() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.psycopg4j.internal.oauth..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..")
        .check(CLASSES);
  }

  @Test
  void theProtocolKnowsNoInputNoThreadNoLockNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.psycopg4j.internal.wire..",
            "org.psycopg4j.internal.engine..",
            "org.psycopg4j.internal.types..",
            "org.psycopg4j.internal.query..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..", "java.nio.channels..", "java.nio.file..", "java.util.concurrent..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.nio.charset.Charset.class, "defaultCharset")
        .check(CLASSES);
  }

  @Test
  void noMethodIsSynchronized() {
    methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED).check(CLASSES);
  }

  @Test
  void noBlockIsSynchronized() throws IOException {
    List<String> monitors = new ArrayList<>();
    for (JavaClass type : CLASSES) {
      try (InputStream bytes = type.getSource().orElseThrow().getUri().toURL().openStream()) {
        new ClassReader(bytes).accept(new MonitorFinder(type.getName(), monitors), 0);
      }
    }
    assertThat(monitors).isEmpty();
  }

  /** Lists the methods that enter a monitor. */
  private static final class MonitorFinder extends ClassVisitor {
    private final String type;
    private final List<String> found;

    MonitorFinder(String type, List<String> found) {
      super(Opcodes.ASM9);
      this.type = type;
      this.found = found;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitInsn(int opcode) {
          if (opcode == Opcodes.MONITORENTER) {
            found.add(type + "." + name);
          }
        }
      };
    }
  }
}
